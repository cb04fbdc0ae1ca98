namespace Microsoft.DurableTask;

/// <summary>The version of an orchestration, as its starter gave it. Versions compare without regard to case.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version.</summary>
    public static readonly TaskVersion Unversioned;

    /// <summary>Names a version; null means none.</summary>
    public TaskVersion(string version) => Version = version ?? "";

    /// <summary>The version's text, empty when there is none.</summary>
    public string Version => field ?? "";

    /// <summary>The text of the version.</summary>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>The version of that text.</summary>
    public static implicit operator TaskVersion(string value) => new(value);

    /// <summary>Whether they are the same.</summary>
    public static bool operator ==(TaskVersion a, TaskVersion b) => string.Equals(a.Version, b.Version, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the versions differ.</summary>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !(a == b);

    bool IEquatable<TaskVersion>.Equals(TaskVersion other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => Version.GetHashCode(StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Version;
}
