using System.Text.Json.Serialization;
using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>A fitted <see cref="IColumnTransform"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">The places of the columns.</param>
/// <param name="Learned">For each column what was learned of it.</param>
internal sealed record Outside(string Name, int[] Columns, double[][] Learned) : Transform
{
    /// <summary>What applies it; not saved, but found by its name when the preparation is read.</summary>
    [JsonIgnore]
    public IColumnTransform Implementation { get; init; } = null!;

    /// <summary>Fits it to each column that the step takes.</summary>
    public static Outside Fit(IColumnTransform transform, TransformDefinition step, TrainingFrame frame)
    {
        var columns = frame.Select(step, FeatureKind.Number);
        try
        {
            return new Outside(
                transform.Name,
                [.. columns.Select(column => column.Place)],
                [.. columns.Select(column => transform.Fit(frame[column.Place], step.Settings))])
            {
                Implementation = transform,
            };
        }
        catch (ArgumentException exception)
        {
            throw new PreparationException($"'{step.Name}' cannot be fitted: {exception.Message}", exception);
        }
    }

    public override void Apply(RowBlock rows)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            Implementation.Apply(Learned[c], rows[Columns[c]]);
        }
    }
}
