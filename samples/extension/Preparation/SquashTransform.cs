using System.Text.Json.Nodes;
using MlFunctions.Preparation;

namespace MlFunctions.Samples.Extension;

/// <summary>Squashes a column into −1 to 1, so that far values count for little more than near ones: tanh(x / scale).</summary>
public sealed class SquashTransform : IColumnTransform
{
    /// <inheritdoc/>
    public string Name => "squash";

    /// <summary>Setting: <c>scale</c>, above 0; otherwise the median distance of the values from 0.</summary>
    /// <inheritdoc/>
    public double[] Fit(ReadOnlySpan<float> column, JsonObject settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings["scale"] is { } given)
        {
            return given is JsonValue value && value.TryGetValue(out double scale) && scale > 0
                ? [scale]
                : throw new ArgumentException($"scale is {given.ToJsonString()}, expected a number above 0.", nameof(settings));
        }

        float[] distances = [.. column.ToArray().Where(value => !float.IsNaN(value)).Select(Math.Abs).Order()];
        return [distances.Length == 0 || distances[distances.Length / 2] == 0 ? 1 : distances[distances.Length / 2]];
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> learned, Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = (float)Math.Tanh(value / learned[0]);
        }
    }
}
