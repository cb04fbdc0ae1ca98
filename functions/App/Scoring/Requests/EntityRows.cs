using MlFunctions.Http;
using MlFunctions.Preparation;

namespace MlFunctions.Scoring;

/// <summary>Fills in what rows that name an entity leave out.</summary>
public sealed class EntityRows(IOnlineFeatureStore online)
{
    /// <summary>The request with every row whole, and with what is wrong with those that are not.</summary>
    /// <param name="type">What the entities are.</param>
    /// <param name="request">The request; its values are filled in.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <exception cref="OnlineFeaturesException">The online feature store does not answer.</exception>
    public async Task<PredictionRequest> CompleteAsync(EntityType type, PredictionRequest request, CancellationToken cancellationToken)
    {
        var errors = new FaultList<FieldError>();
        errors.AddRange(request.Errors ?? []);
        var inputs = request.Preparation.Inputs;
        foreach (var row in request.Entities.TakeWhile(_ => !errors.IsCutShort))
        {
            var known = await online.FindAsync(type, row.Entity, cancellationToken);
            var values = request.Values.AsMemory(row.Row * inputs.Count, inputs.Count);
            var faults = new List<FieldError>();
            for (var i = 0; i < inputs.Count; i++)
            {
                if (!row.Given[i] && known?.GetValueOrDefault(inputs[i].Name) is { } text)
                {
                    values.Span[i] = FeatureText.Read(text, inputs[i].Type);
                }

                if (inputs[i].Fault(values.Span[i]) is { } fault)
                {
                    faults.Add(new FieldError(row.Prefix + fault.Field, fault.Fault));
                }
            }

            // Somebody new may be asked about, if only all that must be known is given.
            errors.AddRange(known is null && (faults.Count > 0 || inputs.All(input => input.Name != type.Column))
                ? [new FieldError(row.Prefix + type.Column, $"is '{row.Entity}', of whom nothing is known; give the features: {VisibleText.List([.. inputs.Where((_, i) => !row.Given[i]).Select(input => input.Name)])}")]
                : faults);
        }

        return request with { Errors = errors.Count == 0 ? null : errors };
    }
}
