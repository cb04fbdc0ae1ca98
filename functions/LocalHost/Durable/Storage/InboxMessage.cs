using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>Something that has come in for an instance.</summary>
/// <param name="Sequence">Its place.</param>
/// <param name="Generation">The generation that it is for; null for any.</param>
/// <param name="Event">What it is.</param>
internal readonly record struct InboxMessage(long Sequence, int? Generation, HistoryEvent Event);
