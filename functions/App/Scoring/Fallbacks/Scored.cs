using System.Runtime.InteropServices;

namespace MlFunctions.Scoring;

/// <summary>Rows with their scores.</summary>
/// <param name="Model">The model that gave them.</param>
/// <param name="Request">The rows, as inputs of that model.</param>
/// <param name="Outputs">Rows × outputs of that model, row by row.</param>
/// <param name="IsFallback">Whether it answers in place of the one that was asked.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Scored(ServedModel Model, PredictionRequest Request, double[] Outputs, bool IsFallback);
