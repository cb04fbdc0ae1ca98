namespace MlFunctions.Evaluation;

/// <summary>Whether a model does what common sense expects.</summary>
/// <param name="Name">What was expected.</param>
/// <param name="Passed">Whether it does.</param>
/// <param name="Detail">What was seen, with the values that decided.</param>
internal sealed record LogicCheck(string Name, bool Passed, string Detail);
