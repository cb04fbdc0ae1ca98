using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>Two tables made one.</summary>
/// <param name="Table">The rows that both tables know, in the order of the first.</param>
/// <param name="Unmatched">How many rows of the first table the second does not know.</param>
internal sealed record JoinResult(SourceTable Table, int Unmatched);
