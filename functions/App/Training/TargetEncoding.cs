using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>Turns target columns into the numbers that trainers learn: quantities as they are, classes as codes.</summary>
/// <param name="task">The task.</param>
/// <param name="targets">The targets; of classification with all their classes.</param>
internal sealed class TargetEncoding(LearningTask task, IReadOnlyList<TargetDefinition> targets)
{
    /// <summary>The targets; of classification with all their classes, in the order of their codes.</summary>
    public IReadOnlyList<TargetDefinition> Targets { get; } = targets;

    /// <summary>How many classes there are; 0 where the task is not classification.</summary>
    public int Classes => task is LearningTask.Binary or LearningTask.Multiclass ? Targets[0].Classes.Count : 0;

    /// <summary>The encoding of a definition's targets; classes that it does not declare are those of the training rows, in ordinal order.</summary>
    /// <exception cref="PipelineException">The training rows have fewer classes than the task needs.</exception>
    public static TargetEncoding Fit(PipelineDefinition definition, SourceTable training)
    {
        if (definition.Task is not (LearningTask.Binary or LearningTask.Multiclass))
        {
            return new TargetEncoding(definition.Task, definition.Targets);
        }

        var target = definition.Targets[0];
        var column = (CategoryColumn)training.Get(target.Name);
        IReadOnlyList<string> classes = target.Classes.Count > 0
            ? target.Classes
            : [.. Enumerable.Range(0, column.Rows).Select(column.Word).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return classes.Count >= 2
            ? new TargetEncoding(definition.Task, [target with { Classes = classes }])
            : throw new PipelineException($"Target '{target.Name}' has only the class '{string.Join("", classes)}' in the training rows; a classifier needs at least 2.");
    }

    /// <summary>The rows with their encoded targets.</summary>
    /// <param name="features">The prepared features.</param>
    /// <param name="source">The same rows as they came.</param>
    public Dataset Encode(FeatureTable features, SourceTable source) =>
        new(features, [.. Targets.Select(target => Encode(source.Get(target.Name), target))], Classes);

    private static double[] Encode(SourceColumn column, TargetDefinition target) => column switch
    {
        PreciseColumn number => number.Values,
        CategoryColumn words => [.. Enumerable.Range(0, words.Rows).Select(row => (double)IndexOf(target.Classes, words.Word(row)))],
        _ => throw new NotSupportedException($"Target '{target.Name}' is a {column.GetType().Name}."),
    };

    private static int IndexOf(IReadOnlyList<string> classes, string? word)
    {
        for (var i = 0; i < classes.Count; i++)
        {
            if (classes[i] == word)
            {
                return i;
            }
        }

        throw new PipelineException($"The class '{word}' is in the holdout but not among those that were trained: {string.Join(", ", classes)}.");
    }
}
