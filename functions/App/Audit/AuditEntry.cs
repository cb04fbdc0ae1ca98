namespace MlFunctions.Audit;

/// <summary>Who did what when.</summary>
/// <param name="Id">Names the entry; entries of one pipeline are in the order of their ids.</param>
/// <param name="At">When it was asked for, or happened.</param>
/// <param name="Pipeline">To which pipeline; null: to none.</param>
/// <param name="By">Who or what: <see cref="Http.Caller"/> of a request, the reason of a run, or the app itself.</param>
/// <param name="Action">What was done, e.g. <c>define-pipeline</c>, or what happened, e.g. <c>model-deployed</c>.</param>
/// <param name="Subject">To what: a path, a run, a batch, a version.</param>
/// <param name="Detail">More, in a few words.</param>
public sealed record AuditEntry(string Id, DateTimeOffset At, string? Pipeline, string By, string Action, string Subject, string? Detail = null);
