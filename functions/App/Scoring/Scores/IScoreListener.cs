namespace MlFunctions.Scoring;

/// <summary>Is told of every row that is scored online, after it was answered. Register any number; without one nothing is kept or queued.</summary>
public interface IScoreListener
{
    /// <summary>Takes what was scored, in order. One call at a time; what comes meanwhile waits, up to <see cref="ScoreFeed.MaximumRows"/>.</summary>
    /// <param name="scored">At least one and at most <see cref="ScoreFeed.MaximumBatch"/> requests.</param>
    /// <remarks>An exception is logged with how many rows were lost to this listener; the next call comes all the same.</remarks>
    Task OnScoredAsync(IReadOnlyList<ScoredRows> scored);
}
