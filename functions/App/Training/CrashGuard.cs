using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Training;

/// <summary>
/// Gives up work during which the process has died again and again. An activity that has not ended is begun again at the next start, so that a
/// trainer which takes the process with it would do so at every start; here it fails instead, as any candidate may, and everything else goes on.
/// </summary>
/// <param name="artifacts">Where it is noted what has begun.</param>
public sealed class CrashGuard(IArtifactStore artifacts)
{
    /// <summary>So many deaths may have other reasons: a machine that was switched off, a process that was ended from outside.</summary>
    public const int MostDeaths = 8;

    /// <summary>Does work, unless the process has died during it too often.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="name">Names the work within the run, as a file may be called.</param>
    /// <param name="what">What it is, for the error.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Gives up before it is begun.</param>
    /// <exception cref="PipelineException">The process has died during it <see cref="MostDeaths"/> times.</exception>
    public async Task<T> DoAsync<T>(RunPlan plan, string name, string what, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var path = plan.Artifact($"begun/{name}.json");
        var begun = await artifacts.GetJsonAsync<Begun>(path, cancellationToken) ?? new Begun(0);
        if (begun.Times >= MostDeaths)
        {
            throw new PipelineException($"{what} has been begun {begun.Times} times, and each time the app ended during it; it is not begun again. Take the trainer out of the definition, or give it less to do; POST runs/{plan.RunId}/resume tries again.");
        }

        await artifacts.PutJsonAsync(path, new Begun(begun.Times + 1), cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            await artifacts.DeleteAsync(path, CancellationToken.None);
        }
    }

    private sealed record Begun(int Times);
}
