namespace MlFunctions.Audit;

/// <summary>Marks a function that changes something when it is asked to over HTTP: each call that succeeds is kept in the audit.</summary>
/// <param name="action">What it does, e.g. <c>define-pipeline</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AuditedAttribute(string action) : Attribute
{
    /// <summary>What it does.</summary>
    public string Action { get; } = action;
}
