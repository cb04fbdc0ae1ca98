namespace MlFunctions.Scoring;

/// <summary>The answer to a request, to be given again to an equal one.</summary>
/// <param name="Body">The request as it came.</param>
/// <param name="Request">The rows in it.</param>
/// <param name="Outputs">Rows × outputs of the model, row by row.</param>
/// <param name="Answer">The answer as UTF-8 JSON.</param>
public sealed record KeptAnswer(ReadOnlyMemory<byte> Body, PredictionRequest Request, double[] Outputs, byte[] Answer);
