namespace MlFunctions.Scoring;

/// <summary>Keeps what is scored online, many requests in one append.</summary>
internal sealed class OnlineScoreRecorder(ScoreStore scores) : IScoreListener, IDisposable
{
    // Used again and again: it grows to a size that is expensive to clean up after.
    private readonly ScoreLines _lines = new();

    /// <inheritdoc/>
    public async Task OnScoredAsync(IReadOnlyList<ScoredRows> scored)
    {
        foreach (var pipeline in scored.GroupBy(rows => rows.Model.Manifest.Pipeline))
        {
            _lines.Clear();
            foreach (var rows in pipeline)
            {
                _lines.AddOnline(rows);
            }

            await scores.AppendAsync(pipeline.Key, [_lines.Written], CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
