namespace MlFunctions.Learning;

/// <summary>The trainers that definitions can name and saved models can be read with.</summary>
public sealed class TrainerCatalog
{
    private readonly Dictionary<string, ITrainer> _trainers = new(StringComparer.Ordinal);

    /// <summary>A catalogue of the given trainers.</summary>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public TrainerCatalog(IEnumerable<ITrainer> trainers)
    {
        foreach (var trainer in trainers)
        {
            if (!_trainers.TryAdd(trainer.Name, trainer))
            {
                throw new ArgumentException($"Two trainers are named '{trainer.Name}'.", nameof(trainers));
            }
        }
    }

    /// <summary>Every trainer of this library.</summary>
    public static TrainerCatalog BuiltIn { get; } = new(
    [
        new LinearRegressionTrainer(),
        new RidgeTrainer(),
        new ElasticNetTrainer(),
        new LogisticRegressionTrainer(),
        new LinearSvmTrainer(),
        new MlpTrainer(),
        new KMeansTrainer(),
        new ArimaTrainer(),
        new DecisionTreeTrainer(),
        new RandomForestTrainer(),
        new GradientBoostingTrainer(),
    ]);

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => _trainers.Keys.Order(StringComparer.Ordinal);

    /// <summary>All trainers.</summary>
    public IEnumerable<ITrainer> Trainers => _trainers.Values;

    /// <summary>The trainer of that name, or null.</summary>
    public ITrainer? Find(string name) => _trainers.GetValueOrDefault(name);

    /// <summary>The trainer of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those that there are.</exception>
    public ITrainer Get(string name) => Find(name)
        ?? throw new KeyNotFoundException($"There is no trainer '{name}'; known are {string.Join(", ", Names)}.");

    /// <summary>This catalogue and one more trainer.</summary>
    public TrainerCatalog With(ITrainer trainer) => new(_trainers.Values.Append(trainer));
}
