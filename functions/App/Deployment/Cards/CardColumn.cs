namespace MlFunctions.Deployment;

/// <summary>A column of the data that a model was made from.</summary>
/// <param name="Name">The column.</param>
/// <param name="Role">feature or target.</param>
/// <param name="Missing">How many rows had no value.</param>
/// <param name="Minimum">The smallest number; null where it holds words.</param>
/// <param name="Maximum">The largest number.</param>
/// <param name="Mean">The mean of the numbers.</param>
/// <param name="Words">The most frequent words; empty where it holds numbers.</param>
/// <param name="DistinctWords">How many different words there are.</param>
internal sealed record CardColumn(
    string Name, string Role, int Missing, double? Minimum, double? Maximum, double? Mean, IReadOnlyList<string> Words, int DistinctWords);
