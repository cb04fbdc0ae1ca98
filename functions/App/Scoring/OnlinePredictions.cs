using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MlFunctions.Http;
using MlFunctions.Preparation;

namespace MlFunctions.Scoring;

/// <summary>
/// Predictions that are answered at once: by the version that is asked for, or else by champion or canary with the fallbacks behind them.
/// What was scored is told to listeners and shadows after the fact.
/// </summary>
public sealed class OnlinePredictions(
    ServingModels models, ModelVersions versions, EntityRows entities, FallbackChain chain, ShadowScoring shadows, ScoreFeed feed, TimeProvider clock)
{
    /// <summary>The header by which callers name a request or its subject: all requests of one key go to the same version.</summary>
    public const string KeyHeader = "x-request-key";

    /// <summary>
    /// The answer to a request: 200 with a prediction for each row, 400 where the body is not such JSON, 404 where there is no such version,
    /// 422 where fields are wrong, 503 where there is no model yet.
    /// </summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, ServedPipeline pipeline)
    {
        if (pipeline.Champion is not { } champion)
        {
            return Problems.NotNow($"Pipeline '{pipeline.Definition.Name}' has no model yet; GET pipelines/{pipeline.Definition.Name}/runs shows whether one is being trained.");
        }

        ServedModel? requested = null;
        string? featureSetId = null;
        if (request.QueryString.HasValue)
        {
            featureSetId = request.Query["featureSetId"];
            if (request.Query.TryGetValue("version", out var version))
            {
                (requested, var unknown) = await RequestedAsync(pipeline, version.ToString(), request.HttpContext.RequestAborted);
                if (unknown is not null)
                {
                    return unknown;
                }
            }
        }

        // A client that goes away ends the reading by itself; its token would only cost.
        var (body, problem) = await RequestBody.ReadAsync(request, CancellationToken.None);
        if (problem is not null)
        {
            return problem;
        }

        if (requested is not null)
        {
            return await AnswerAsync(pipeline, requested, ScoreRole.Requested, featureSetId, body);
        }

        return pipeline.Canary is { } canary && (request.Headers.TryGetValue(KeyHeader, out var key) ? canary.Answers(key.ToString()) : canary.Answers(body.Span))
            ? await AnswerAsync(pipeline, canary.Model, ScoreRole.Canary, featureSetId, body)
            : await AnswerAsync(pipeline, champion, ScoreRole.Champion, featureSetId, body);
    }

    private async ValueTask<IResult> AnswerAsync(ServedPipeline pipeline, ServedModel model, ScoreRole role, string? featureSetId, ReadOnlyMemory<byte> body)
    {
        var begun = clock.GetTimestamp();
        if (featureSetId is not null && !FeatureSetId.IsMadeLike(featureSetId, model.Manifest.Lineage.FeatureSetId))
        {
            return Problems.Invalid(
                $"{model.Manifest.VersionName} learned from features that are made otherwise.",
                [new FieldError("featureSetId", $"is '{featureSetId}', expected a feature set that is made like {model.Manifest.Lineage.FeatureSetId}: an id that starts alike up to the hyphen")]);
        }

        if (model.Answers.Find(body.Span, out var hash) is { } kept)
        {
            Tell(pipeline, new Scored(model, kept.Request, kept.Outputs, IsFallback: false), role, TimeSpan.Zero);
            model.Meter.Answered(clock.GetElapsedTime(begun), kept.Request.Values, kept.Outputs, isFallback: false);
            return new JsonAnswer(kept.Answer, isKept: true);
        }

        if (Read(pipeline, model, body.Span, out var request) is { } problem)
        {
            return problem;
        }

        if (request!.Entities.Count > 0)
        {
            try
            {
                request = await entities.CompleteAsync(new EntityType(pipeline.Definition.Name, pipeline.Definition.Entity!), request, CancellationToken.None);
            }
            catch (OnlineFeaturesException exception)
            {
                return Problems.NotNow(exception.Message);
            }

            if (request.Errors is not null)
            {
                return Invalid(pipeline, model, request.Errors);
            }
        }

        var started = clock.GetTimestamp();
        Scored scored;
        try
        {
            scored = role == ScoreRole.Requested
                ? new Scored(model, request, model.Score(request.Values), IsFallback: false)
                : await chain.ScoreAsync(pipeline, model, request);
        }
        catch (ModelsBusyException exception)
        {
            return Problems.NotNow(exception.Message);
        }
        catch (ArgumentException exception) when (MissingInputs(request) is { Count: > 0 } missing)
        {
            // An older model may not know what to do without a value that its definition lets rows leave out.
            return Problems.Invalid($"The model {model.Manifest.VersionName} cannot predict without values that are left out.", missing.Select(name => new FieldError(name, $"is left out, and the model has nothing to put in its place: {exception.Message}")));
        }

        Tell(pipeline, scored, scored.IsFallback ? ScoreRole.Fallback : role, clock.GetElapsedTime(started));
        var answer = scored.Model.Write(scored.Request.Shape, scored.Outputs, scored.IsFallback);
        if (!scored.IsFallback && request.Entities.Count == 0)
        {
            model.Answers.Keep(hash, new KeptAnswer(body, scored.Request, scored.Outputs, answer));
        }

        scored.Model.Meter.Answered(clock.GetElapsedTime(begun), scored.Request.Values, scored.Outputs, scored.IsFallback);
        return new JsonAnswer(answer, isKept: false);
    }

    private static List<string> MissingInputs(PredictionRequest request)
    {
        var inputs = request.Preparation.Inputs;
        return [.. inputs.Where((_, i) => Enumerable.Range(0, request.Values.Length / inputs.Count).Any(row => request.Values[(row * inputs.Count) + i].Kind == FeatureValueKind.Missing)).Select(input => input.Name)];
    }

    private static ProblemHttpResult? Read(ServedPipeline pipeline, ServedModel model, ReadOnlySpan<byte> body, out PredictionRequest? request)
    {
        try
        {
            request = PredictionReader.Read(body, model.Preparation, pipeline.Definition.Entity);
        }
        catch (JsonException exception)
        {
            request = null;
            return Problems.Malformed($"The body is not a request for predictions: {exception.Message}");
        }

        return request.Errors is null ? null : Invalid(pipeline, model, request.Errors);
    }

    private static ProblemHttpResult Invalid(ServedPipeline pipeline, ServedModel model, IReadOnlyList<FieldError> errors)
    {
        var features = $"The features of '{model.Manifest.Pipeline}' are {VisibleText.List([.. model.Preparation.Inputs.Select(i => i.Name)])}.";
        return Problems.Invalid(
            pipeline.Definition.Entity is { } entity ? $"{features} A row as an object may name its {entity} and leave out what is known of it; a row as an array brings every value." : features, errors);
    }

    private void Tell(ServedPipeline pipeline, Scored scored, ScoreRole role, TimeSpan duration)
    {
        shadows.Score(pipeline.Shadows, scored.Request);
        if (feed.IsHeard)
        {
            feed.Tell(new ScoredRows
            {
                Model = scored.Model,
                Role = role,
                Request = scored.Request,
                Outputs = scored.Outputs,
                At = clock.GetUtcNow(),
                Duration = duration,
            });
        }
    }

    /// <summary>The version that a request names, as a number or as answers write it.</summary>
    private async Task<(ServedModel? Model, IResult? Problem)> RequestedAsync(ServedPipeline pipeline, string asked, CancellationToken cancellationToken)
    {
        var name = pipeline.Definition.Name;
        var number = asked.StartsWith($"{name}:", StringComparison.Ordinal) ? asked[(name.Length + 1)..] : asked;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return (null, Problems.Malformed($"The version is '{asked}', expected a number or {name}:number."));
        }

        if (!pipeline.Registry.Has(version))
        {
            // It may have been deployed a moment ago, by another instance.
            await models.RefreshAsync(name, cancellationToken);
            if (models.Find(name)?.Registry.Has(version) != true)
            {
                return (null, Problems.Unknown($"Pipeline '{name}' has no model version {version}; GET models/{name} lists those that it has."));
            }
        }

        try
        {
            return (pipeline.Find(version) ?? await versions.GetAsync(name, version, cancellationToken), null);
        }
        catch (InvalidDataException exception)
        {
            return (null, Problems.NotNow(exception.Message));
        }
    }
}
