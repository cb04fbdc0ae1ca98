using MlFunctions.Http;

namespace MlFunctions.Pipelines;

/// <summary>A pipeline definition with faults; the message names the first of them, <see cref="Faults"/> a hundred and how many more there are.</summary>
internal sealed class DefinitionException(IReadOnlyList<JsonFault> faults) : Exception(Told(FaultLists.Of(faults)))
{
    // What a log line or a person reads; the answer of the API has the others.
    private const int MostInMessage = 20;

    /// <summary>What is wrong, where.</summary>
    public FaultList<JsonFault> Faults { get; } = FaultLists.Of(faults);

    private static string Told(FaultList<JsonFault> faults)
    {
        var all = faults.Count + faults.More;
        var rest = all > MostInMessage ? $"; and {(faults.IsCutShort ? "more than " : "")}{all - MostInMessage:N0} more" : "";
        return $"The pipeline definition has {(faults.IsCutShort ? "more than " : "")}{all:N0} fault{(all == 1 ? "" : "s")}: {string.Join("; ", faults.Take(MostInMessage))}{rest}";
    }
}
