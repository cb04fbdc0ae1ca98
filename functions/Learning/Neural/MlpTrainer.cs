namespace MlFunctions.Learning;

/// <summary>
/// Multilayer perceptron: fully connected hidden layers, linear or softmax outputs, squared error or log loss + ½·alpha·‖weights‖² a batch,
/// trained by Adam. Several targets at once. Inputs and numeric targets are standardised inside. Categories count as 0/1 indicators;
/// missing values are refused. Ends when the loss (with early stopping: that of rows held back) has not improved for some epochs,
/// and keeps the best weights.
/// </summary>
public sealed class MlpTrainer : ITrainer
{
    internal const string TrainerName = "mlp";

    private static readonly Hyperparameter HiddenLayers = Hyperparameter.Whole("hiddenLayers", 1, 1, 16, "How many hidden layers.");
    private static readonly Hyperparameter HiddenUnits = Hyperparameter.Whole("hiddenUnits", 100, 1, 16384, "How many units each hidden layer has.");
    private static readonly Hyperparameter Activations = Hyperparameter.Word("activation", "relu", ["relu", "tanh"], "What a hidden unit makes of its input.");
    private static readonly Hyperparameter LearningRate = Hyperparameter.Real("learningRate", 0.001, 1e-12, 10, "The size of Adam's steps.");
    private static readonly Hyperparameter Alpha = Hyperparameter.Real("alpha", 0.0001, 0, 1e12, "How strongly weights are pulled to 0.");
    private static readonly Hyperparameter BatchSize = Hyperparameter.Whole("batchSize", 200, 1, 1_000_000, "How many rows make a step.");
    private static readonly Hyperparameter MaxEpochs = Hyperparameter.Whole("maxEpochs", 200, 1, 1_000_000, "How often the rows are gone through at most.");
    private static readonly Hyperparameter Patience = Hyperparameter.Whole("patience", 10, 1, 1_000_000, "After how many epochs without improvement to end.");
    private static readonly Hyperparameter Tolerance = Hyperparameter.Real("tolerance", 0.0001, 0, 1e12, "By how much the loss must fall to count as improved.");
    private static readonly Hyperparameter EarlyStopping = Hyperparameter.Flag("earlyStopping", false, "Whether a tenth of the rows is held back to tell when to end.");

    /// <inheritdoc/>
    public string Name => TrainerName;

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Regression, LearningTask.Binary, LearningTask.Multiclass];

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
        [HiddenLayers, HiddenUnits, Activations, LearningRate, Alpha, BatchSize, MaxEpochs, Patience, Tolerance, EarlyStopping, ClassBalance.Parameter];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var set = options.Hyperparameters;
        data = ClassBalance.Apply(this, task, data, set.GetWord(ClassBalance.Parameter));
        var encoding = DenseEncoding.Of(data.Features, Name);
        var scaling = InputScaling.Of(data, encoding, new RowChunks(data.Rows, options.Threads, cancellationToken));
        var targets = new NetworkTargets(data);
        if (!targets.Scales.All(double.IsFinite))
        {
            throw new TrainingException($"{Name}: a target spreads beyond the range of numbers; scale it to a usual size.");
        }

        var shape = Shape(encoding.Width, targets.Count, set);
        var random = new RandomStream(options.Seed);
        int[] rows = [.. Enumerable.Range(0, data.Rows).Where(r => targets.Cost(r) > 0)];
        random.Shuffle<int>(rows);
        var heldBack = set.GetFlag(EarlyStopping) && rows.Length > 1 ? rows[..Math.Max(1, rows.Length / 10)] : [];
        rows = rows[heldBack.Length..];
        Array.Sort(rows);

        var training = new NetworkTraining(shape, scaling, data.Features, targets, set.GetDouble(Alpha), Math.Min(set.GetInt32(BatchSize), rows.Length), options.Threads);
        var parameters = InitialParameters(shape, random);
        var adam = new Adam(parameters.Length, set.GetDouble(LearningRate));
        var (best, bestLoss, reference, waited) = (parameters, double.PositiveInfinity, double.PositiveInfinity, 0);
        var epochs = set.GetInt32(MaxEpochs);
        for (var epoch = 0; epoch < epochs && waited < set.GetInt32(Patience); epoch++)
        {
            random.Shuffle<int>(rows);
            var loss = training.Epoch(parameters, rows, adam, cancellationToken);
            loss = heldBack.Length > 0 ? training.Loss(parameters, heldBack) : loss;
            if (!double.IsFinite(loss) || !parameters.All(double.IsFinite))
            {
                throw new TrainingException($"{Name}: the loss grew beyond all numbers in epoch {epoch + 1}; a smaller learningRate than {set.GetDouble(LearningRate)} or targets of a usual size would help.");
            }

            waited = loss > reference - set.GetDouble(Tolerance) ? waited + 1 : 0;
            reference = Math.Min(reference, loss);
            if (loss < bestLoss)
            {
                (best, bestLoss) = (parameters.ToArray(), loss);
            }

            options.Progress?.Report((epoch + 1.0) / epochs);
        }

        return new MlpModel(task, scaling, shape, best, targets.Means, targets.Scales);
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => MlpModel.Read(reader);

    private NetworkShape Shape(int inputs, int outputs, HyperparameterSet set)
    {
        int[] units = [inputs, .. Enumerable.Repeat(set.GetInt32(HiddenUnits), set.GetInt32(HiddenLayers)), outputs];
        var parameters = units.Zip(units.Skip(1), (a, b) => (a + 1L) * b).Sum();
        return parameters <= 1 << 27
            ? new NetworkShape(units, set.GetWord(Activations) == "tanh" ? Activation.Tanh : Activation.Relu)
            : throw new TrainingException($"{Name}: layers of {string.Join(", ", units)} units have {parameters} parameters; at most {1 << 27} can be trained.");
    }

    // Uniform by the units on both sides of a layer (Glorot and Bengio, 2010).
    private static double[] InitialParameters(NetworkShape shape, RandomStream random)
    {
        var parameters = new double[shape.ParameterCount];
        for (var l = 0; l < shape.Layers; l++)
        {
            var bound = Math.Sqrt(6.0 / (shape.UnitsInto(l) + shape.UnitsOf(l)));
            foreach (ref var weight in shape.Weights(parameters.AsSpan(), l))
            {
                weight = (2 * random.NextDouble() - 1) * bound;
            }
        }

        return parameters;
    }
}
