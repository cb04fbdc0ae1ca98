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

    /// <inheritdoc cref="Equals(TaskName)"/>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Whether the names differ.</summary>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <summary>Whether the names are the same.</summary>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
