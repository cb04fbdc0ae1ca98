namespace MlFunctions.Pipelines;

/// <summary>What somebody decided about the model of a run.</summary>
/// <param name="IsApproved">Whether it may serve.</param>
/// <param name="By">Who decided.</param>
/// <param name="Comment">Why; null: nothing was said.</param>
/// <param name="At">When.</param>
internal sealed record ApprovalDecision(bool IsApproved, string By, string? Comment, DateTimeOffset At)
{
    /// <summary>The decision in a few words.</summary>
    public string Summary => $"{(IsApproved ? "approved" : "rejected")} by {By}{(string.IsNullOrEmpty(Comment) ? "" : $": {Comment}")}";
}
