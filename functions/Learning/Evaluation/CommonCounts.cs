namespace MlFunctions.Learning;

/// <summary>What several metrics of the same rows are computed from, counted once. For one thread at a time.</summary>
/// <param name="truth">Rows with true classes.</param>
/// <param name="outputs">Rows × classes, row by row.</param>
internal sealed class CommonCounts(Dataset truth, double[] outputs)
{
    private readonly Dictionary<int, RankedScores> _ranked = [];
    private ConfusionMatrix? _confusion;

    /// <summary>How many classes there are.</summary>
    public int Classes => truth.Classes;

    /// <summary>What was predicted as what.</summary>
    public ConfusionMatrix Confusion => _confusion ??= ConfusionMatrix.Of(truth, outputs);

    /// <summary>The rows in the order of their score for a class.</summary>
    public RankedScores Ranked(int positive) => _ranked.TryGetValue(positive, out var ranked) ? ranked : _ranked[positive] = RankedScores.Of(truth, outputs, positive);
}
