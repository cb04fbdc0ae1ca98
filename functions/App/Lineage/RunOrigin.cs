namespace MlFunctions.Lineage;

/// <summary>A run and what it worked from.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Plan">The path of its plan, which holds the definition that it was started with.</param>
/// <param name="DefinitionHash">SHA-256 of that definition, hexadecimal.</param>
/// <param name="CodeVersion">The version of this program; null where no model came of it.</param>
public sealed record RunOrigin(string RunId, string Plan, string DefinitionHash, string? CodeVersion);
