using MlFunctions.Http;
using MlFunctions.Preparation;

namespace MlFunctions.Scoring;

/// <summary>The rows of a request.</summary>
/// <param name="Preparation">The preparation whose inputs the rows were read as.</param>
/// <param name="Shape">How they were given.</param>
/// <param name="Count">How many rows there are.</param>
/// <param name="Values">Row by row, a value for each input of the preparation.</param>
/// <param name="Errors">What is wrong with them, field by field; null: nothing.</param>
public sealed record PredictionRequest(FeaturePreparation Preparation, RequestShape Shape, int Count, FeatureValue[] Values, IReadOnlyList<FieldError>? Errors)
{
    /// <summary>The rows that name an entity and are not whole, nor checked, until <see cref="EntityRows"/> has filled them in.</summary>
    public IReadOnlyList<EntityRow> Entities { get; init; } = [];

    /// <summary>The same rows as another model needs them; null where it cannot take them, because they lack a feature or one is out of its range.</summary>
    public PredictionRequest? For(FeaturePreparation other)
    {
        if (ReferenceEquals(other, Preparation))
        {
            return this;
        }

        var mapping = new InputMapping(Preparation, other);
        var values = new FeatureValue[Count * mapping.Inputs];
        return mapping.TryMap(this, values) ? new PredictionRequest(other, Shape, Count, values, Errors: null) : null;
    }
}
