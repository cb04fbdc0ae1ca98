namespace MlFunctions.Segregation;

/// <summary>How many rows a ratio means.</summary>
internal static class TrainingShare
{
    /// <summary>The nearest whole number of rows, with at least one on each side.</summary>
    public static int Of(int rows, double ratio) => Math.Clamp((int)Math.Round(rows * ratio, MidpointRounding.AwayFromZero), 1, rows - 1);

    /// <summary>The first <paramref name="training"/> rows of an order, and the others.</summary>
    public static (int[] Training, int[] Holdout) Cut(int[] order, int training) => (order[..training], order[training..]);
}
