using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MlFunctions.Http;

namespace MlFunctions.Scoring;

/// <summary>Predictions that are answered at once.</summary>
internal sealed class OnlinePredictions(ScoreFeed feed, TimeProvider clock)
{
    /// <summary>
    /// The answer to a request: 200 with a prediction for each row, 400 where the body is not such JSON, 422 where fields of it are wrong,
    /// 503 where there is no model yet.
    /// </summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, ServedPipeline pipeline)
    {
        if (pipeline.Champion is not { } model)
        {
            return Problems.NotYet($"Pipeline '{pipeline.Definition.Name}' has no model yet; GET pipelines/{pipeline.Definition.Name}/runs shows whether one is being trained.");
        }

        var (body, problem) = await RequestBody.ReadAsync(request, CancellationToken.None);
        return problem ?? Answer(model, body.Span);
    }

    private IResult Answer(ServedModel model, ReadOnlySpan<byte> body)
    {
        PredictionRequest request;
        try
        {
            request = PredictionReader.Read(body, model.Preparation);
        }
        catch (JsonException exception)
        {
            return Problems.Malformed($"The body is not a request for predictions: {exception.Message}");
        }

        if (request.Errors is not null)
        {
            return Problems.Invalid($"The features of '{model.Manifest.Pipeline}' are {string.Join(", ", model.Preparation.Inputs.Select(i => i.Name))}.", request.Errors);
        }

        var started = clock.GetTimestamp();
        var outputs = model.Score(request.Values);
        feed.Tell(new ScoredRows
        {
            Model = model,
            Role = ScoreRole.Champion,
            Request = request,
            Outputs = outputs,
            At = clock.GetUtcNow(),
            Duration = clock.GetElapsedTime(started),
        });
        return new JsonAnswer(model.Write(request.Shape, outputs, isFallback: false));
    }
}
