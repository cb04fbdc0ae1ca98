namespace MlFunctions.Learning;

/// <summary>Trains the candidate that a search chose on all rows.</summary>
public static class Refit
{
    /// <summary>The model of the candidate, trained on <paramref name="data"/> with the seed and threads of the search.</summary>
    /// <exception cref="TrainingException">The data cannot be learned from.</exception>
    public static IModel Train(TrainerCatalog trainers, LearningTask task, Candidate candidate, Dataset data, SearchOptions options, CancellationToken cancellationToken = default)
    {
        var training = new TrainingOptions { Hyperparameters = candidate.Hyperparameters, Seed = options.Seed, Threads = options.Threads };
        return trainers.Get(candidate.Trainer).Train(task, data, training, cancellationToken);
    }
}
