using MlFunctions.Http;
using MlFunctions.Preparation;

namespace MlFunctions.Scoring;

/// <summary>The rows of a request.</summary>
/// <param name="Shape">How they were given.</param>
/// <param name="Count">How many rows there are.</param>
/// <param name="Values">Row by row, a value for each input of the preparation.</param>
/// <param name="Errors">What is wrong with them, field by field; null: nothing.</param>
internal sealed record PredictionRequest(RequestShape Shape, int Count, FeatureValue[] Values, IReadOnlyList<FieldError>? Errors);
