namespace MlFunctions.Http;

/// <summary>One wrong field of a request.</summary>
/// <param name="Field">Where: a name, <c>[row].name</c>, or a JSON path.</param>
/// <param name="Fault">What is wrong and what would be right.</param>
public sealed record FieldError(string Field, string Fault);
