namespace MlFunctions.Preparation;

/// <summary>What is wrong with one field of a row.</summary>
/// <param name="Field">The feature's name.</param>
/// <param name="Kind">What is wrong, for programs.</param>
/// <param name="Fault">What is wrong and what would be right, for people.</param>
public sealed record FieldFault(string Field, FieldFaultKind Kind, string Fault);
