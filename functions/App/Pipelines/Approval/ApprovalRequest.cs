namespace MlFunctions.Pipelines;

/// <summary>What a run asks people for, shown in its status while it waits.</summary>
/// <param name="Number">How many times it has asked; the answer to one question is none to the next.</param>
/// <param name="Question">What is to be approved of.</param>
/// <param name="Deadline">Until when.</param>
public sealed record ApprovalRequest(int Number, string Question, DateTimeOffset Deadline)
{
    /// <summary>The name of the event that says which newer run takes its place, so that nobody need answer any more.</summary>
    public const string SupersededEvent = "superseded";

    /// <summary>The name of the event that answers it.</summary>
    public string EventName => $"approval-{Number}";
}
