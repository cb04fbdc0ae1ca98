using System.Text.Json.Nodes;

namespace MlFunctions.Preparation;

/// <summary>
/// A transform of one's own: changes number columns, each by itself, with what it learned from the training rows.
/// Stateless and safe to use from several threads; a row online and a table offline must come out the same.
/// </summary>
public interface IColumnTransform
{
    /// <summary>The name by which definitions and saved models refer to it, e.g. <c>squash</c>.</summary>
    string Name { get; }

    /// <summary>Learns from one column.</summary>
    /// <param name="column">The values of the training rows; NaN is missing.</param>
    /// <param name="settings">What the definition says besides <c>transform</c> and <c>columns</c>.</param>
    /// <returns>What it learned: saved with the model and given back to <see cref="Apply"/>.</returns>
    /// <exception cref="ArgumentException">A setting is wrong, or nothing can be learned from the column; the message says what would be right.</exception>
    double[] Fit(ReadOnlySpan<float> column, JsonObject settings);

    /// <summary>Changes values of the column in place.</summary>
    /// <param name="learned">What <see cref="Fit"/> learned.</param>
    /// <param name="values">One or more values; NaN is missing and stays so.</param>
    void Apply(ReadOnlySpan<double> learned, Span<float> values);
}
