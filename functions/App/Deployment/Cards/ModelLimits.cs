using System.Globalization;
using MlFunctions.Evaluation;
using MlFunctions.Learning;
using MlFunctions.Training;

namespace MlFunctions.Deployment;

/// <summary>Where a model should not be relied upon, as far as its package shows.</summary>
internal static class ModelLimits
{
    private const int FewRows = 100;
    private const double WeakRecall = 0.5;
    private const int MostColumns = 20;

    /// <summary>The limits, each a sentence.</summary>
    public static IEnumerable<string> Of(ModelManifest manifest, CardData? data, JudgedCandidate? judged)
    {
        yield return $"It knows {manifest.Lineage.File} and nothing newer; monitoring tells when the data has moved on.";
        foreach (var column in (data?.Columns ?? []).Where(column => column is { Role: "feature", Minimum: not null }).Take(MostColumns))
        {
            yield return Invariant($"{column.Name} below {column.Minimum:0.####} or above {column.Maximum:0.####} was not seen: there it extrapolates.");
        }

        foreach (var column in (data?.Columns ?? []).Where(column => column is { Role: "feature", DistinctWords: > 0 }).Take(MostColumns))
        {
            yield return $"Of {column.Name} {column.DistinctWords} different values were seen; of others it knows nothing.";
        }

        if (manifest.Lineage.HoldoutRows < FewRows)
        {
            yield return $"It was measured on {manifest.Lineage.HoldoutRows} rows only; the intervals are wide.";
        }

        if (judged is null)
        {
            yield break;
        }

        foreach (var weak in judged.Evaluation.Classes.Where(c => c.Rows > 0 && c.Recall < WeakRecall))
        {
            yield return Invariant($"It finds only {weak.Recall:P0} of the rows of class {weak.Class}.");
        }

        if (judged.Evaluation.Comparison is { IsSignificant: false } comparison)
        {
            yield return Invariant($"Its difference to {manifest.Pipeline}:{comparison.Champion} could be chance (p = {comparison.PValue:0.###}).");
        }

        if (manifest.Task is LearningTask.Binary or LearningTask.Multiclass && judged.Evaluation.Classes.All(c => c.Calibration is null))
        {
            yield return "Its scores are not probabilities; only their order is meant.";
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
