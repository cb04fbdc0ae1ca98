using System.Buffers;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Monitoring;
using MlFunctions.Preparation;
using MlFunctions.Training;

namespace MlFunctions.Scoring;

/// <summary>
/// A model that scores: for requests, for batches and for the queue by the same arithmetic, so that a row has the same score to the bit
/// wherever it is asked for. Immutable; safe to use from any number of threads.
/// </summary>
public sealed class ServedModel
{
    private const int WarmRuns = 3;

    // Trees ask many rows one after another faster than one row.
    private const int FewestTogether = 16;

    private readonly LoadedModel _model;
    private readonly PredictionWriter _writer;
    private int _hasBeenLate;

    /// <summary>A model that is ready to answer, after predictions for which nobody waits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="meter">Counts what it does.</param>
    /// <param name="clock">Measures how long it takes.</param>
    public ServedModel(LoadedModel model, ModelMeter meter, TimeProvider clock)
    {
        _model = model;
        Meter = meter;
        _writer = new PredictionWriter(model);
        model.Warm();

        // The best of a few, because other work on the machine can only slow it down.
        WarmTime = Enumerable.Range(0, WarmRuns).Min(_ =>
        {
            var started = clock.GetTimestamp();
            model.Warm();
            return clock.GetElapsedTime(started);
        });
        IsBuiltIn = TrainerCatalog.BuiltIn.Find(Manifest.Trainer) is not null;
    }

    /// <summary>How long a row took when nobody waited for it.</summary>
    public TimeSpan WarmTime { get; }

    /// <summary>Whether it is of this library's trainers, whose models do nothing but arithmetic and take the same time for every row.</summary>
    public bool IsBuiltIn { get; }

    /// <summary>What its package says of itself.</summary>
    public ModelManifest Manifest => _model.Manifest;

    /// <summary>The preparation that was fitted with it; its inputs are what rows must bring.</summary>
    public FeaturePreparation Preparation => _model.Preparation;

    /// <summary>Counts what its version does, wherever in this process it is loaded.</summary>
    public ModelMeter Meter { get; }

    /// <summary>Its answers to requests that come again.</summary>
    public AnswerCache Answers { get; } = new();

    /// <summary>How many outputs a row has: one a target (regression), one a class (classification), one otherwise.</summary>
    public int OutputCount => _model.Model.OutputCount;

    /// <summary>Classification: what answers call each class, in the order of the outputs; empty otherwise.</summary>
    public IReadOnlyList<string> Labels => _model.Labels;

    /// <summary>What the outputs are called: the classes, or the targets.</summary>
    public IReadOnlyList<string> OutputNames => _model.OutputNames;

    /// <summary>Scores rows.</summary>
    /// <param name="rows">Rows × inputs of <see cref="Preparation"/>, row by row, without faults.</param>
    /// <returns>Rows × <see cref="OutputCount"/>, row by row.</returns>
    public double[] Score(ReadOnlySpan<FeatureValue> rows)
    {
        var outputs = new double[rows.Length / _model.Preparation.Inputs.Count * OutputCount];
        Score(rows, outputs);
        return outputs;
    }

    /// <summary>Scores rows.</summary>
    /// <param name="rows">Rows × inputs of <see cref="Preparation"/>, row by row, without faults.</param>
    /// <param name="outputs">Receives rows × <see cref="OutputCount"/>, row by row.</param>
    /// <exception cref="ArithmeticException">A score is not a finite number.</exception>
    public void Score(ReadOnlySpan<FeatureValue> rows, Span<double> outputs)
    {
        try
        {
            ScoreRows(rows, outputs);
        }
        catch
        {
            Meter.Failed();
            throw;
        }
    }

    private void ScoreRows(ReadOnlySpan<FeatureValue> rows, Span<double> outputs)
    {
        var count = rows.Length / _model.Preparation.Inputs.Count;
        if (IsBuiltIn && count >= FewestTogether && Prepare(rows, count) is { } table)
        {
            _model.Model.Predict(table, outputs);
        }
        else
        {
            ScoreOneByOne(rows, outputs);
        }

        RefuseNotFinite(outputs);
    }

    private void ScoreOneByOne(ReadOnlySpan<FeatureValue> rows, Span<double> outputs)
    {
        var features = ArrayPool<float>.Shared.Rent(_model.Model.FeatureCount);
        var row = features.AsSpan(0, _model.Model.FeatureCount);
        var inputs = _model.Preparation.Inputs.Count;
        for (int start = 0, output = 0; start < rows.Length; start += inputs, output += OutputCount)
        {
            _model.Preparation.Prepare(rows.Slice(start, inputs), row);
            _model.Model.Predict(row, outputs.Slice(output, OutputCount));
        }

        ArrayPool<float>.Shared.Return(features);
    }

    // Null where a number overflows, which a table does not take.
    private FeatureTable? Prepare(ReadOnlySpan<FeatureValue> rows, int count)
    {
        var row = new float[_model.Model.FeatureCount];
        var columns = Array.ConvertAll(row, _ => new float[count]);
        var inputs = _model.Preparation.Inputs.Count;
        for (var r = 0; r < count; r++)
        {
            _model.Preparation.Prepare(rows.Slice(r * inputs, inputs), row);
            for (var c = 0; c < columns.Length; c++)
            {
                if (float.IsInfinity(row[c]))
                {
                    return null;
                }

                columns[c][r] = row[c];
            }
        }

        return new FeatureTable(_model.Preparation.Columns, columns);
    }

    /// <summary>Scores the rows of a table.</summary>
    /// <param name="rows">A column for each input of <see cref="Preparation"/>, without faults.</param>
    /// <returns>Rows × <see cref="OutputCount"/>, row by row.</returns>
    /// <exception cref="ArithmeticException">A score is not a finite number.</exception>
    public double[] Score(SourceTable rows)
    {
        var outputs = _model.Predict(rows);
        RefuseNotFinite(outputs);
        return outputs;
    }

    private void RefuseNotFinite(ReadOnlySpan<double> outputs)
    {
        foreach (var output in outputs)
        {
            if (!double.IsFinite(output))
            {
                throw new ArithmeticException($"{Manifest.VersionName} scored a row as {output}, which is no score.");
            }
        }
    }

    /// <summary>Whether it is late for the first time; false from then on.</summary>
    public bool IsFirstTimeLate() => Interlocked.Exchange(ref _hasBeenLate, 1) == 0;

    /// <summary>The answer to a request.</summary>
    /// <param name="shape">The shape of the request.</param>
    /// <param name="outputs">Rows × <see cref="OutputCount"/>, row by row.</param>
    /// <param name="isFallback">Whether this model answers in place of another.</param>
    /// <returns>UTF-8 JSON.</returns>
    public byte[] Write(RequestShape shape, ReadOnlySpan<double> outputs, bool isFallback) => _writer.Write(shape, outputs, isFallback);
}
