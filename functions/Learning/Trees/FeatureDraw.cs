namespace MlFunctions.Learning;

/// <summary>The features that the next node may choose from, in the order in which they are looked at.</summary>
/// <remarks>A grower looks beyond the first <c>maxFeatures</c> only until one divides the node at all.</remarks>
internal sealed class FeatureDraw(int features, int maxFeatures, RandomStream random)
{
    private readonly int[] _features = [.. Enumerable.Range(0, features)];

    public ReadOnlySpan<int> Next()
    {
        if (maxFeatures < features)
        {
            random.Shuffle(_features.AsSpan());
        }

        return _features;
    }
}
