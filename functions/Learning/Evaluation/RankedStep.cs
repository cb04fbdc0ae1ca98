using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>The rows that score at least a threshold.</summary>
/// <param name="Threshold">The threshold, one of the scores.</param>
/// <param name="TruePositives">The weight of those that are of the class.</param>
/// <param name="FalsePositives">The weight of the others.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RankedStep(double Threshold, double TruePositives, double FalsePositives);
