using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Training;

namespace MlFunctions.Monitoring;

/// <summary>
/// Counts what one version does, in places that are made once: each prediction adds to them with interlocked instructions, and neither waits
/// nor allocates. Safe to use from any number of threads.
/// </summary>
public sealed class ModelMeter
{
    private readonly AnswerTimes _times = new();
    private readonly ColumnMeter?[] _features;
    private readonly OutputMeter _outputs;
    private long _batches;
    private long _rows;
    private long _fallbacks;
    private long _late;
    private long _failures;

    /// <summary>A meter that has counted nothing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="condition">What the data was like that it was made from; null: not known, and features are not counted.</param>
    public ModelMeter(LoadedModel model, ConditionReport? condition)
    {
        Model = model.Manifest.VersionName;
        Pipeline = model.Manifest.Pipeline;
        Version = model.Manifest.Version!.Value;

        // Time goes on, so dates are never as they were in training.
        _features = [.. model.Preparation.Inputs.Select(input => input.Type == FeatureType.Instant ? null : MeterOf(input.Name, condition))];
        _outputs = model.Labels.Count > 0
            ? OutputMeter.OfClasses(model.Labels)
            : OutputMeter.OfNumbers([.. model.OutputNames.Select((name, output) => (name, PartsOf(model.Targets.Columns.ElementAtOrDefault(output), condition)))]);
    }

    /// <summary>The version as answers name it, e.g. <c>dispatch:3</c>.</summary>
    public string Model { get; }

    /// <summary>The pipeline.</summary>
    public string Pipeline { get; }

    /// <summary>The version.</summary>
    public int Version { get; }

    /// <summary>How much it has counted: grows with whatever it counts.</summary>
    public long Counted => _times.Total + Interlocked.Read(ref _rows) + Interlocked.Read(ref _late) + Interlocked.Read(ref _failures);

    /// <summary>Counts a request that it answered.</summary>
    /// <param name="duration">From the request to the answer, each whole.</param>
    /// <param name="rows">Rows × inputs, row by row.</param>
    /// <param name="outputs">Rows × outputs, row by row.</param>
    /// <param name="isFallback">Whether it answered in place of another.</param>
    public void Answered(TimeSpan duration, ReadOnlySpan<FeatureValue> rows, ReadOnlySpan<double> outputs, bool isFallback)
    {
        _times.Count(duration);
        if (isFallback)
        {
            Interlocked.Increment(ref _fallbacks);
        }

        Count(rows, outputs);
    }

    /// <summary>Counts a batch of the queue that it scored.</summary>
    /// <param name="rows">Rows × inputs, row by row.</param>
    /// <param name="outputs">Rows × outputs, row by row.</param>
    public void Scored(ReadOnlySpan<FeatureValue> rows, ReadOnlySpan<double> outputs)
    {
        Interlocked.Increment(ref _batches);
        Count(rows, outputs);
    }

    /// <summary>Counts a request that it was late with, so that another was asked.</summary>
    public void Late() => Interlocked.Increment(ref _late);

    /// <summary>Counts rows that it failed on.</summary>
    public void Failed() => Interlocked.Increment(ref _failures);

    /// <summary>What it has counted so far.</summary>
    public ServedFigures Read() => new()
    {
        Times = _times.Read(),
        Batches = Interlocked.Read(ref _batches),
        Rows = Interlocked.Read(ref _rows),
        Fallbacks = Interlocked.Read(ref _fallbacks),
        Late = Interlocked.Read(ref _late),
        Failures = Interlocked.Read(ref _failures),
        Features = [.. _features.OfType<ColumnMeter>().Select(feature => feature.Read())],
        Classes = _outputs.ReadClasses(),
        Numbers = _outputs.ReadNumbers(),
    };

    private void Count(ReadOnlySpan<FeatureValue> rows, ReadOnlySpan<double> outputs)
    {
        Interlocked.Add(ref _rows, rows.Length / _features.Length);
        for (var input = 0; input < _features.Length; input++)
        {
            _features[input]?.Count(rows, input, _features.Length);
        }

        _outputs.Count(outputs);
    }

    private static ColumnMeter? MeterOf(string feature, ConditionReport? condition) =>
        PartsOf(feature, condition) is { } parts ? new ColumnMeter(feature, parts) : null;

    // A joined column is described row by row of its own file, which says little of how often each is met.
    private static ColumnParts? PartsOf(string? column, ConditionReport? condition) =>
        condition?.Columns.FirstOrDefault(c => c.Name == column && c.Source is null) is { } known ? ColumnParts.Of(known, condition.Rows) : null;
}
