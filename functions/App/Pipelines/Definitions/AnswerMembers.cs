using MlFunctions.Learning;

namespace MlFunctions.Pipelines;

/// <summary>The members that an answer to a prediction has beside its targets, which no target can be called.</summary>
internal static class AnswerMembers
{
    public const string ModelVersion = "model_version";
    public const string Fallback = "fallback";
    public const string Probabilities = "probabilities";
    public const string Scores = "scores";

    /// <summary>Those of a task.</summary>
    public static IReadOnlyList<string> Of(LearningTask task) =>
        task is LearningTask.Binary or LearningTask.Multiclass ? [ModelVersion, Fallback, Probabilities, Scores] : [ModelVersion, Fallback];
}
