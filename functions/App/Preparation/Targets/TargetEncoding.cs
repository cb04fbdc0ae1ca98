using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>What is to be predicted, as the numbers that trainers learn from.</summary>
public sealed record TargetEncoding
{
    /// <summary>The columns, in the order of the definition; of clustering none.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Classification: the words or numbers of the file in the order of their class codes; otherwise empty.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The encoding that a definition asks for; where it declares no classes they are those of the table, in order.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="table">All rows, the holdout's too, so that no class is unknown there.</param>
    public static TargetEncoding Fit(PipelineDefinition definition, SourceTable table) => new()
    {
        Columns = [.. definition.TargetColumns.Select(t => t.Name)],
        Classes = definition.Task is not (LearningTask.Binary or LearningTask.Multiclass) ? [] :
            definition.Targets[0].Classes.Count > 0 ? definition.Targets[0].Classes :
            WordOrder.Of((CategoryColumn)table.Get(definition.Targets[0].Name)),
    };

    /// <summary>One array a target: numbers, or class codes.</summary>
    /// <exception cref="ArgumentException">A row has a class that is not among <see cref="Classes"/>, or none.</exception>
    public double[][] Encode(SourceTable table) => [.. Columns.Select(name => table.Get(name) switch
    {
        PreciseColumn numbers => numbers.Values,
        CategoryColumn words => Codes(words),
        var other => throw new ArgumentException($"Target '{name}' is a {other.GetType().Name}.", nameof(table)),
    })];

    private double[] Codes(CategoryColumn words)
    {
        var codes = words.Words.Select(word => Classes.ToList().IndexOf(word)).ToArray();
        var encoded = new double[words.Rows];
        for (var r = 0; r < encoded.Length; r++)
        {
            encoded[r] = words.IsMissing(r) || codes[words.Codes[r]] < 0
                ? throw new ArgumentException($"Target '{words.Name}', row {r}: '{words.Word(r)}' is not one of {string.Join(", ", Classes)}.")
                : codes[words.Codes[r]];
        }

        return encoded;
    }
}
