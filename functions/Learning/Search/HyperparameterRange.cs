namespace MlFunctions.Learning;

/// <summary>What a random search draws the value of one hyperparameter from.</summary>
public sealed record HyperparameterRange
{
    private HyperparameterRange()
    {
    }

    private IReadOnlyList<object?> Values { get; init; } = [];

    private double Minimum { get; init; }

    private double Maximum { get; init; }

    private bool IsWhole { get; init; }

    private bool IsLogarithmic { get; init; }

    /// <summary>One of the values, each equally likely.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static HyperparameterRange Of(params IReadOnlyList<object?> values) =>
        values.Count > 0 ? new() { Values = values } : throw new ArgumentException("There is no value to draw from; give at least one.", nameof(values));

    /// <summary>A real number, each equally likely; with <paramref name="logarithmic"/> each order of magnitude equally likely, which takes a minimum above 0.</summary>
    public static HyperparameterRange Real(double minimum, double maximum, bool logarithmic = false) => Checked(minimum, maximum, isWhole: false, logarithmic);

    /// <summary>A whole number, both ends included.</summary>
    public static HyperparameterRange Whole(int minimum, int maximum, bool logarithmic = false) => Checked(minimum, maximum, isWhole: true, logarithmic);

    internal object? Draw(RandomStream random)
    {
        if (Values.Count > 0)
        {
            return Values[random.NextBelow(Values.Count)];
        }

        // A whole number is the floor of a real one that may go on to the next.
        var (from, to) = (Minimum, IsWhole ? Maximum + 1 : Maximum);
        var share = random.NextDouble();
        var value = IsLogarithmic ? from * Math.Pow(to / from, share) : from + (to - from) * share;
        return IsWhole ? Math.Min(Maximum, Math.Floor(value)) : Math.Clamp(value, Minimum, Maximum);
    }

    private static HyperparameterRange Checked(double minimum, double maximum, bool isWhole, bool logarithmic) =>
        double.IsFinite(minimum) && double.IsFinite(maximum) && minimum <= maximum && (!logarithmic || minimum > 0)
            ? new() { Minimum = minimum, Maximum = maximum, IsWhole = isWhole, IsLogarithmic = logarithmic }
            : throw new ArgumentException($"A range goes from a finite number to one that is not smaller{(logarithmic ? ", both above 0" : "")}; {minimum} to {maximum} does not.");
}
