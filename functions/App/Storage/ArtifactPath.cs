namespace MlFunctions.Storage;

/// <summary>Where an artifact is: a container and a name in it, with <c>/</c> between folders.</summary>
public readonly record struct ArtifactPath
{
    /// <summary>A path.</summary>
    /// <exception cref="ArgumentException">The name is empty, over 1,000 characters, absolute, or has an empty, <c>.</c> or <c>..</c> part or a control character or backslash.</exception>
    public ArtifactPath(string container, string name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException($"'{name}' is not the name of an artifact: expected 1 to 1,000 characters, parts separated by single '/', no '.' or '..' parts, no backslashes or control characters.", nameof(name));
        }

        Container = container;
        Name = name;
    }

    /// <summary>The container, one of <see cref="Containers"/>.</summary>
    public string Container { get; }

    /// <summary>The name within it.</summary>
    public string Name { get; }

    /// <summary>Whether a name can be used.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 1000
        && !name.Any(c => char.IsControl(c) || c == '\\')
        && name.Split('/').All(part => part is not ("" or "." or ".."));

    /// <inheritdoc/>
    public override string ToString() => $"{Container}/{Name}";
}
