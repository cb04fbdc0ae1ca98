using System.Collections.Concurrent;
using MlFunctions.Preparation;
using MlFunctions.Training;

namespace MlFunctions.Monitoring;

/// <summary>The meters of this process: one for each version that it has loaded, which outlives the model in memory.</summary>
public sealed class ModelMeters
{
    private readonly ConcurrentDictionary<(string Pipeline, int Version), ModelMeter> _meters = new();

    /// <summary>Names this process among those that serve.</summary>
    public string Instance { get; } = Guid.NewGuid().ToString("n")[..12];

    /// <summary>All of them.</summary>
    public IEnumerable<ModelMeter> All => _meters.Values;

    /// <summary>The meter of a version, however often it is loaded.</summary>
    /// <param name="model">The model.</param>
    /// <param name="condition">What the data was like that it was made from; null: not known.</param>
    public ModelMeter Of(LoadedModel model, ConditionReport? condition) =>
        _meters.GetOrAdd((model.Manifest.Pipeline, model.Manifest.Version!.Value), _ => new ModelMeter(model, condition));
}
