namespace MlFunctions.Learning;

/// <summary>Weights that make rare classes count as much as frequent ones.</summary>
internal static class ClassBalance
{
    /// <summary>The hyperparameter by which classes are given different weights.</summary>
    public static Hyperparameter Parameter { get; } = Hyperparameter.Word(
        "classWeight", null, ["balanced"], "balanced: rows of a class count in inverse proportion to its frequency; null: alike.", nullable: true);

    /// <summary>The data itself, or with <c>balanced</c> each row's weight divided by its class's share of all weight times the number of classes that occur.</summary>
    /// <exception cref="TrainingException">There are no classes to balance.</exception>
    public static Dataset Apply(ITrainer trainer, LearningTask task, Dataset data, string? classWeight)
    {
        if (classWeight is null)
        {
            return data;
        }

        if (task == LearningTask.Regression)
        {
            throw new TrainingException($"Trainer '{trainer.Name}' cannot start: classWeight '{classWeight}' is for classes; for regression leave it out.");
        }

        var target = data.Target(0);
        var ofClass = new double[data.Classes];
        for (var row = 0; row < target.Length; row++)
        {
            ofClass[(int)target[row]] += WeightOf(data, row);
        }

        var perClass = ofClass.Sum() / ofClass.Count(weight => weight > 0);
        var weights = new double[target.Length];
        for (var row = 0; row < weights.Length; row++)
        {
            var weight = WeightOf(data, row);
            weights[row] = weight > 0 ? weight * perClass / ofClass[(int)target[row]] : 0;
        }

        return data.WithWeights(weights);
    }

    private static double WeightOf(Dataset data, int row) => data.IsWeighted ? data.Weights[row] : 1;
}
