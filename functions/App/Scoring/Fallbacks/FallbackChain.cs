using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Scoring;

/// <summary>
/// The chain of responsibility: the model that should answer, then the champion, then the versions that served before it. One that fails,
/// or is past the definition's deadline for a row, hands the rows on to the next: better wrong than late. Where nobody is left to hand
/// them to, the first of the late ones answers.
/// </summary>
/// <remarks>
/// Watching costs a thread, so it is done only where it can matter: never without a deadline, and with one neither for a model that does
/// nothing but arithmetic and has shown at loading that a row takes far less.
/// </remarks>
public sealed class FallbackChain(ModelVersions versions, WatchedScores watched, ILogger<FallbackChain> logger)
{
    // Other work on the machine may slow a prediction down; this much of it does not make the model late.
    private const int Margin = 8;

    /// <summary>Scores the rows of a request.</summary>
    /// <param name="pipeline">The pipeline with the champion's predecessors.</param>
    /// <param name="first">The model that should answer: champion or canary.</param>
    /// <param name="request">The rows, as inputs of <paramref name="first"/>.</param>
    /// <exception cref="ModelsBusyException">Every model is late with too many rows already.</exception>
    /// <exception cref="Exception">What the last model of the chain threw, where all failed.</exception>
    public ValueTask<Scored> ScoreAsync(ServedPipeline pipeline, ServedModel first, PredictionRequest request)
    {
        if (MustBeWatched(first, pipeline))
        {
            return new ValueTask<Scored>(HandDownAsync(pipeline, first, request, failure: null));
        }

        try
        {
            return new ValueTask<Scored>(new Scored(first, request, first.Score(request.Values), IsFallback: false));
        }
        catch (Exception exception)
        {
            logger.ModelFailed(exception, first.Manifest.VersionName);
            return new ValueTask<Scored>(HandDownAsync(pipeline, first, request, exception));
        }
    }

    private static bool MustBeWatched(ServedModel model, ServedPipeline pipeline) =>
        pipeline.Definition.Serving.Deadline is { } deadline && (!model.IsBuiltIn || model.WarmTime * Margin > deadline);

    private async Task<Scored> HandDownAsync(ServedPipeline pipeline, ServedModel first, PredictionRequest request, Exception? failure)
    {
        var chain = new List<ServedModel> { first };
        chain.AddRange(await NextAsync(pipeline, first));
        var late = new List<WatchedScore>();
        for (var link = failure is null ? 0 : 1; link < chain.Count; link++)
        {
            var model = chain[link];
            if (request.For(model.Preparation) is not { } rows)
            {
                continue;
            }

            try
            {
                if (!MustBeWatched(model, pipeline))
                {
                    return new Scored(model, rows, model.Score(rows.Values), link > 0);
                }

                if (watched.TryStart(model, rows) is not { } score)
                {
                    continue;
                }

                late.Add(score);
                if (link < chain.Count - 1)
                {
                    if (await score.WithinAsync(pipeline.Definition.Serving.Deadline!.Value) is { } outputs)
                    {
                        return new Scored(model, rows, outputs, link > 0);
                    }

                    NoteLate(model, pipeline, chain[link + 1]);
                }
            }
            catch (Exception exception)
            {
                logger.ModelFailed(exception, model.Manifest.VersionName);
                failure = exception;
                late.RemoveAll(score => score.Outputs.IsFaulted);
            }
        }

        return await FirstOfAsync(late, first, failure);
    }

    private async Task<Scored> FirstOfAsync(List<WatchedScore> late, ServedModel first, Exception? failure)
    {
        while (late.Count > 0)
        {
            await Task.WhenAny(late.Select(score => score.Outputs));
            var done = late.First(score => score.Outputs.IsCompleted);
            late.Remove(done);
            try
            {
                return new Scored(done.Model, done.Request, await done.Outputs, done.Model != first);
            }
            catch (Exception exception)
            {
                logger.ModelFailed(exception, done.Model.Manifest.VersionName);
                failure = exception;
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        throw new ModelsBusyException($"The models of '{first.Manifest.Pipeline}' are each late with {WatchedScores.MaximumRunning} requests.");
    }

    /// <summary>Who answers after <paramref name="first"/>. Without a deadline they are loaded only now, when one has failed.</summary>
    private async Task<IReadOnlyList<ServedModel>> NextAsync(ServedPipeline pipeline, ServedModel first)
    {
        var next = new List<ServedModel>(pipeline.Fallbacks);
        if (pipeline.Champion is { } champion && champion != first)
        {
            next.Insert(0, champion);
        }

        foreach (var version in pipeline.Registry.Fallbacks.Where(version => pipeline.Fallbacks.All(model => model.Manifest.Version != version)))
        {
            try
            {
                next.Add(pipeline.Find(version) ?? await versions.GetAsync(pipeline.Definition.Name, version, CancellationToken.None));
            }
            catch (InvalidDataException exception)
            {
                logger.VersionUnusable(exception, pipeline.Definition.Name, version);
            }
        }

        next.RemoveAll(model => model == first);
        return next;
    }

    private void NoteLate(ServedModel model, ServedPipeline pipeline, ServedModel next)
    {
        model.Meter.Late();
        if (model.IsFirstTimeLate())
        {
            logger.PastDeadline(model.Manifest.VersionName, pipeline.Definition.Serving.Deadline!.Value, next.Manifest.VersionName);
        }
    }
}
