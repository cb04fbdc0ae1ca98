using MlFunctions.Scoring;

namespace MlFunctions.Tests.Scoring;

/// <summary>Keeps what listeners are told.</summary>
internal sealed class HeardScores : IScoreListener
{
    private readonly List<ScoredRows> _heard = [];

    public IReadOnlyList<ScoredRows> All
    {
        get
        {
            lock (_heard)
            {
                return [.. _heard];
            }
        }
    }

    public Task OnScoredAsync(IReadOnlyList<ScoredRows> scored)
    {
        lock (_heard)
        {
            _heard.AddRange(scored);
        }

        return Task.CompletedTask;
    }
}
