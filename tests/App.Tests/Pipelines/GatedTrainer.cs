using MlFunctions.Learning;

namespace MlFunctions.Tests.Pipelines;

/// <summary>Linear regression that waits until the test lets it train, so that a run stays under way for as long as a test needs it.</summary>
internal sealed class GatedTrainer : ITrainer, IDisposable
{
    private readonly LinearRegressionTrainer _trainer = new();
    private readonly ManualResetEventSlim _gate = new();
    private int _waiting;

    public string Name => "gated";

    public IReadOnlyList<LearningTask> Tasks => _trainer.Tasks;

    public IReadOnlyList<Hyperparameter> Hyperparameters => _trainer.Hyperparameters;

    /// <summary>Whether a training has come as far as the gate.</summary>
    public bool IsReached => Volatile.Read(ref _waiting) > 0;

    /// <summary>Lets everything train, from now on.</summary>
    public void Open() => _gate.Set();

    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _waiting);
        _gate.Wait(cancellationToken);
        return _trainer.Train(task, data, options, cancellationToken);
    }

    public IModel Read(ModelReader reader) => _trainer.Read(reader);

    public void Dispose() => _gate.Dispose();
}
