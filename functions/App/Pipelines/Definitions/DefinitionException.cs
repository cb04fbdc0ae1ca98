namespace MlFunctions.Pipelines;

/// <summary>A pipeline definition with faults; the message and <see cref="Faults"/> name all of them.</summary>
internal sealed class DefinitionException(IReadOnlyList<JsonFault> faults)
    : Exception($"The pipeline definition has {faults.Count} fault{(faults.Count == 1 ? "" : "s")}: {string.Join("; ", faults)}")
{
    /// <summary>What is wrong, where.</summary>
    public IReadOnlyList<JsonFault> Faults { get; } = faults;
}
