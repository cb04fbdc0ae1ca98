using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>Takes the natural logarithm of columns, plus an offset; what has none is missing.</summary>
/// <param name="Columns">The places of the columns.</param>
/// <param name="Offset">What is added before.</param>
internal sealed record Log(int[] Columns, double Offset) : Transform
{
    /// <summary>Settings: <c>offset</c>, 1 by default, so that 0 becomes 0.</summary>
    /// <exception cref="PreparationException">A training value has no logarithm.</exception>
    public static Log Fit(TransformDefinition step, TrainingFrame frame)
    {
        var offset = new TransformSettings(step).Number("offset", 1);
        var columns = frame.Select(step, FeatureKind.Number);
        foreach (var column in columns)
        {
            if (ColumnStatistics.Sorted(frame[column.Place]) is [var smallest, ..] && smallest + offset <= 0)
            {
                throw new PreparationException($"'{step.Name}' cannot take the logarithm of '{column.Column.Name}', which goes down to {smallest}; an offset above {-smallest} would do.");
            }
        }

        return new Log([.. columns.Select(c => c.Place)], offset);
    }

    public override void Apply(RowBlock rows)
    {
        foreach (var column in Columns)
        {
            var values = rows[column];
            for (var r = 0; r < values.Length; r++)
            {
                var shifted = values[r] + Offset;
                values[r] = shifted > 0 ? (float)Math.Log(shifted) : float.NaN;
            }
        }
    }
}
