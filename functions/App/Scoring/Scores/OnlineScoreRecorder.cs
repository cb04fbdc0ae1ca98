namespace MlFunctions.Scoring;

/// <summary>Keeps what is scored online, many requests in one append.</summary>
internal sealed class OnlineScoreRecorder(ScoreStore scores) : IScoreListener
{
    /// <inheritdoc/>
    public async Task OnScoredAsync(IReadOnlyList<ScoredRows> scored)
    {
        foreach (var pipeline in scored.GroupBy(rows => rows.Model.Manifest.Pipeline))
        {
            using var lines = new ScoreLines();
            foreach (var rows in pipeline)
            {
                lines.AddOnline(rows);
            }

            await scores.AppendAsync(pipeline.Key, [lines.Written], CancellationToken.None);
        }
    }
}
