namespace MlFunctions.Audit;

/// <summary>Some entries of the audit, newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">What to give as <c>after</c> for the entries before these; null: there are none.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Next);
