namespace MlFunctions.Deployment;

/// <summary>Which versions see requests.</summary>
/// <param name="Champion">The one that answers.</param>
/// <param name="Canary">The one that answers some of them in its place; null: none.</param>
/// <param name="Shadows">Those that score every request, for comparison, without answering.</param>
public sealed record Traffic(int Champion, Canary? Canary, IReadOnlyList<int> Shadows)
{
    /// <summary>Every version that it names.</summary>
    public IEnumerable<int> Versions => Canary is null ? [Champion, .. Shadows] : [Champion, Canary.Version, .. Shadows];

    /// <inheritdoc/>
    public bool Equals(Traffic? other) =>
        other is not null && Champion == other.Champion && Canary == other.Canary && Shadows.SequenceEqual(other.Shadows);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Champion, Canary, Shadows.Count);
}
