using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MlFunctions.Http;
using MlFunctions.Training;

namespace MlFunctions.Scoring;

/// <summary>A model that answers requests. Immutable; safe to use from any number of threads.</summary>
internal sealed class ServedModel
{
    private readonly LoadedModel _model;
    private readonly PredictionWriter _writer;

    /// <summary>A model that is ready to answer, after one prediction for which nobody waits.</summary>
    public ServedModel(LoadedModel model)
    {
        _model = model;
        _writer = new PredictionWriter(model);
        model.Warm();
    }

    /// <summary>What its package says of itself.</summary>
    public ModelManifest Manifest => _model.Manifest;

    /// <summary>The answer to a request: 200 with a prediction for each row, 400 where the body is not such JSON, 422 where fields of it are wrong.</summary>
    public IResult Answer(ReadOnlySpan<byte> body)
    {
        PredictionRequest request;
        try
        {
            request = PredictionReader.Read(body, _model.Preparation);
        }
        catch (JsonException exception)
        {
            return Problems.Malformed($"The body is not a request for predictions: {exception.Message}");
        }

        return request.Errors is null
            ? Predict(request)
            : Problems.Invalid($"The features of '{Manifest.Pipeline}' are {string.Join(", ", _model.Preparation.Inputs.Select(i => i.Name))}.", request.Errors);
    }

    private JsonAnswer Predict(PredictionRequest request)
    {
        var inputs = _model.Preparation.Inputs.Count;
        var row = new float[_model.Model.FeatureCount];
        var outputs = new double[request.Count * _model.Model.OutputCount];
        for (var r = 0; r < request.Count; r++)
        {
            _model.Preparation.Prepare(request.Values.AsSpan(r * inputs, inputs), row);
            _model.Model.Predict(row, outputs.AsSpan(r * _model.Model.OutputCount, _model.Model.OutputCount));
        }

        var json = new ArrayBufferWriter<byte>(256);
        _writer.Write(json, request.Shape, outputs);
        return new JsonAnswer(json.WrittenMemory);
    }
}
