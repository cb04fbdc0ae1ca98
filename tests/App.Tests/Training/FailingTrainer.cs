using System.Collections.Concurrent;
using MlFunctions.Learning;

namespace MlFunctions.Tests.Training;

/// <summary>Linear regression that fails as the test says, and counts how often it was called.</summary>
internal sealed class FailingTrainer(Func<int, Exception?> failure) : ITrainer
{
    private readonly LinearRegressionTrainer _trainer = new();
    private readonly ConcurrentDictionary<int, int> _calls = [];

    public string Name => "failing";

    public IReadOnlyList<LearningTask> Tasks => _trainer.Tasks;

    public IReadOnlyList<Hyperparameter> Hyperparameters => _trainer.Hyperparameters;

    /// <summary>How often each set of rows, by what its targets come to, was trained on.</summary>
    public IReadOnlyCollection<int> Calls => [.. _calls.Values];

    private int _count;

    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        var rows = new HashCode();
        foreach (var value in data.Target(0))
        {
            rows.Add(value);
        }

        _calls.AddOrUpdate(rows.ToHashCode(), 1, (_, calls) => calls + 1);
        return failure(Interlocked.Increment(ref _count)) is { } exception ? throw exception : _trainer.Train(task, data, options, cancellationToken);
    }

    public IModel Read(ModelReader reader) => _trainer.Read(reader);
}
