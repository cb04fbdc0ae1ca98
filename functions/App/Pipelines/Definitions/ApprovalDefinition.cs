using System.Text.Json;

namespace MlFunctions.Pipelines;

/// <summary>That somebody has to approve of a model that passed its gates before it serves.</summary>
/// <param name="Deadline">How long a run waits for it.</param>
public sealed record ApprovalDefinition(TimeSpan Deadline)
{
    private static readonly TimeSpan UsualDeadline = TimeSpan.FromDays(7);

    /// <summary>Reads the <c>approval</c> of a definition: true, or an object with a deadline; null where nobody is asked.</summary>
    public static ApprovalDefinition? Read(JsonObjectReader definition)
    {
        if (definition.KindOf("approval") != JsonValueKind.Object)
        {
            return definition.Flag("approval", otherwise: false) ? new ApprovalDefinition(UsualDeadline) : null;
        }

        var reader = definition.Object("approval")!;
        var approval = new ApprovalDefinition(reader.Duration("deadline") ?? UsualDeadline);
        reader.End();
        return approval;
    }
}
