using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>A challenger against the model that serves, on the same rows.</summary>
/// <param name="Champion">The version that serves.</param>
/// <param name="Metric">The metric that ranks.</param>
/// <param name="ChallengerValue">The challenger's.</param>
/// <param name="ChampionValue">The champion's.</param>
/// <param name="Difference">The challenger's − the champion's.</param>
/// <param name="Interval">Of the difference: 95 %, by bootstrap over rows that both are measured on.</param>
/// <param name="Loss">What a row costs in the paired test.</param>
/// <param name="PValue">How often a difference in mean loss at least this large comes about by chance, two-sided (paired permutation test).</param>
/// <param name="Permutations">How many permutations were drawn.</param>
public sealed record ChampionComparison(
    int Champion,
    string Metric,
    double ChallengerValue,
    double ChampionValue,
    double Difference,
    MetricInterval Interval,
    RowLoss Loss,
    double PValue,
    int Permutations)
{
    /// <summary>The level under which a difference is taken to be more than chance.</summary>
    public const double SignificanceLevel = 0.05;

    /// <summary>Whether the two differ by more than chance explains.</summary>
    public bool IsSignificant => PValue < SignificanceLevel;
}
