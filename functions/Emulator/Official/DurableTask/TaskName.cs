namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or activity. Names compare without regard to case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Names a task; null or empty names none, as <c>default</c> does.</summary>
    public TaskName(string name)
    {
        Name = name ?? "";
        Version = "";
    }

    /// <summary>The name, empty for <c>default</c>.</summary>
    public string Name => field ?? "";

    /// <summary>Always empty: versions are given in the options of a call.</summary>
    public string Version => field ?? "";

    /// <summary>The text of the name.</summary>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>The name of that text.</summary>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>Whether they are the same.</summary>
    public static bool operator ==(TaskName a, TaskName b) => string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the names differ.</summary>
    public static bool operator !=(TaskName a, TaskName b) => !(a == b);

    bool IEquatable<TaskName>.Equals(TaskName other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
