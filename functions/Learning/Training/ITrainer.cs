namespace MlFunctions.Learning;

/// <summary>
/// An algorithm that learns. Stateless and safe to use from several threads.
/// The same data, hyperparameters and seed give the same model to the bit, on any number of threads.
/// </summary>
public interface ITrainer
{
    /// <summary>The name by which definitions and saved models refer to it, e.g. <c>decision-tree</c>.</summary>
    string Name { get; }

    /// <summary>The tasks that it can learn.</summary>
    IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>What can be set, with defaults and ranges.</summary>
    IReadOnlyList<Hyperparameter> Hyperparameters { get; }

    /// <summary>Whether it refuses rows with missing values, so that preparation must fill them.</summary>
    bool NeedsEveryValue => true;

    /// <summary>Whether it measures distances or penalises weights, so that what it learns depends on the units of the features.</summary>
    bool NeedsScaling => false;

    /// <summary>The same settings, written so that sets which give the same model are equal; a search trains equal ones once.</summary>
    HyperparameterSet Canonical(HyperparameterSet hyperparameters) => hyperparameters;

    /// <summary>Learns a model.</summary>
    /// <param name="task">One of <see cref="Tasks"/>.</param>
    /// <param name="data">At least one row.</param>
    /// <param name="options">Hyperparameters, seed, threads.</param>
    /// <param name="cancellationToken">Ends the training early with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The data cannot be learned from by this trainer; the message says why and what would be right.</exception>
    IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default);

    /// <summary>Reads back what <see cref="IModel.Write"/> of a model of this trainer wrote.</summary>
    /// <exception cref="ModelFormatException">The bytes are not such a model.</exception>
    IModel Read(ModelReader reader);
}
