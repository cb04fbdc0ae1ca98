namespace MlFunctions.Evaluation;

/// <summary>What a gate found in a candidate.</summary>
/// <param name="Name">What was asked, e.g. <c>r2 of at least 0.9</c>.</param>
/// <param name="Passed">Whether it is so.</param>
/// <param name="Detail">What was seen, with the values that decided; where it did not pass, a sentence that can stand alone.</param>
/// <param name="Blocks">Whether a candidate that does not pass may not serve; otherwise it serves with a warning.</param>
public sealed record GateResult(string Name, bool Passed, string Detail, bool Blocks = true);
