using MlFunctions.Learning;

namespace MlFunctions.Tests.Pipelines;

/// <summary>Linear regression that waits until the test lets it train, so that a run stays under way for as long as a test needs it.</summary>
internal sealed class GatedTrainer : ITrainer, IDisposable
{
    private readonly LinearRegressionTrainer _trainer = new();
    private readonly ManualResetEventSlim _gate = new();
    private int _waiting;
    private int _training;
    private int _most;

    public string Name => "gated";

    public IReadOnlyList<LearningTask> Tasks => _trainer.Tasks;

    public IReadOnlyList<Hyperparameter> Hyperparameters => _trainer.Hyperparameters;

    /// <summary>Whether a training has come as far as the gate.</summary>
    public bool IsReached => Waiting > 0;

    /// <summary>How many trainings have come to the gate.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How many trainings there have been at the same moment, at most.</summary>
    public int MostAtOnce => Volatile.Read(ref _most);

    /// <summary>How many trainings there are at this moment.</summary>
    public int UnderWay => Volatile.Read(ref _training);

    /// <summary>Lets everything train, from now on.</summary>
    public void Open() => _gate.Set();

    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        var training = Interlocked.Increment(ref _training);
        for (var most = MostAtOnce; training > most; most = MostAtOnce)
        {
            Interlocked.CompareExchange(ref _most, training, most);
        }

        Interlocked.Increment(ref _waiting);
        try
        {
            _gate.Wait(cancellationToken);
            return _trainer.Train(task, data, options, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _training);
        }
    }

    public IModel Read(ModelReader reader) => _trainer.Read(reader);

    public void Dispose() => _gate.Dispose();
}
