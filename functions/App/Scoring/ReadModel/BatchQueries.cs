using Microsoft.AspNetCore.Http;
using MlFunctions.Http;

namespace MlFunctions.Scoring;

/// <summary>What all queries of batches answer where there is nothing to show: no such pipeline, no such batch, or a read model that cannot tell now.</summary>
public sealed class BatchQueries(ServingModels models, IReadModel readModel)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>That the read model does not hold yet what it should.</summary>
    public static IResult BeingBuilt() => Problems.NotNow("What was scored is being read again; ask again in a moment.", RetryAfter);

    /// <summary>The answer to a query of a pipeline: 404 where there is no such pipeline, 503 while the read model is away.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="answer">Answers where there is such a pipeline.</param>
    public async Task<IResult> AnswerAsync(string pipeline, Func<Task<IResult>> answer)
    {
        if (models.Find(pipeline) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        try
        {
            return await answer();
        }
        catch (ReadModelAwayException)
        {
            return Problems.NotNow("What answers queries cannot be reached; batches are accepted and scored meanwhile.", RetryAfter);
        }
    }

    /// <summary>The answer of a batch that was not found: 404, or 503 where it may be there yet.</summary>
    public async Task<IResult> UnknownAsync(string pipeline, string batchId) =>
        await readModel.IsCompleteAsync() ? Problems.Unknown($"Pipeline '{pipeline}' has no batch '{batchId}'.") : BeingBuilt();
}
