namespace Microsoft.DurableTask;

/// <summary>The version of an orchestration, as its starter gave it. Versions compare without regard to case.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>Names a version; null means none.</summary>
    public TaskVersion(string version) => Version = version ?? "";

    /// <summary>No version.</summary>
    public static TaskVersion Unversioned => default;

    /// <summary>The version's text, empty when there is none.</summary>
    public string Version => field ?? "";

    /// <summary>The text of the version.</summary>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>The version of that text.</summary>
    public static implicit operator TaskVersion(string value) => new(value);

    /// <inheritdoc cref="Equals(TaskVersion)"/>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Whether the versions differ.</summary>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <summary>Whether the versions are the same.</summary>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Version.GetHashCode(StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Version;
}
