using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>Moves and stretches columns: (x − shift) / scale.</summary>
/// <param name="Columns">The places of the columns.</param>
/// <param name="Shifts">For each column what is taken off.</param>
/// <param name="Scales">For each column what is divided by, not 0.</param>
internal sealed record Scale(int[] Columns, double[] Shifts, double[] Scales) : Transform
{
    /// <summary>A scaling with what is typical of each number column that a step names; a column without spread is only moved.</summary>
    public static Scale Fit(TransformDefinition step, TrainingFrame frame, Func<float[], (double Shift, double Scale)> typical)
    {
        var columns = frame.Select(step, FeatureKind.Number);
        var fitted = columns.Select(c => ColumnStatistics.Sorted(frame[c.Place]) is { Length: > 0 } present ? typical(present) : (Shift: 0, Scale: 1)).ToArray();
        return new Scale([.. columns.Select(c => c.Place)], [.. fitted.Select(f => f.Shift)], [.. fitted.Select(f => f.Scale > 0 ? f.Scale : 1)]);
    }

    public override void Apply(RowBlock rows)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            var values = rows[Columns[c]];
            for (var r = 0; r < values.Length; r++)
            {
                values[r] = Finite.Of((values[r] - Shifts[c]) / Scales[c]);
            }
        }
    }
}
