using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MlFunctions.Learning;

namespace MlFunctions.Samples.Extension;

/// <summary>
/// Kernel ridge regression with a Gaussian kernel, on evenly spaced rows as centres (subset of regressors; Quiñonero-Candela and
/// Rasmussen, 2005). MathNet.Numerics does the algebra: a model of somebody else's library behind the same facade as any other.
/// </summary>
public sealed class KernelRidgeTrainer : ITrainer
{
    private static readonly Hyperparameter LengthScale = Hyperparameter.Real("lengthScale", 1, 1e-3, 1e3, "How far a row's influence reaches, in standard deviations.");
    private static readonly Hyperparameter Penalty = Hyperparameter.Real("penalty", 1e-3, 1e-9, 1e3, "How much large weights cost.");
    private static readonly Hyperparameter Centers = Hyperparameter.Whole("centers", 200, 2, 2000, "How many rows predictions are held against.");

    // The same sums in the same order on any machine of the same kind.
    static KernelRidgeTrainer() => Control.UseSingleThread();

    /// <inheritdoc/>
    public string Name => "kernel-ridge";

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Regression];

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [LengthScale, Penalty, Centers];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        TrainingPreconditions.Require(this, task, data, options);
        var scaling = KernelScaling.Of(data.Features);
        var rows = Enumerable.Range(0, data.Rows).Select(row => scaling.Scale(data.Features, row)).ToArray();
        var count = Math.Min(options.Hyperparameters.GetInt32(Centers), data.Rows);
        var centers = Enumerable.Range(0, count).Select(i => rows[(int)((long)i * data.Rows / count)]).ToArray();
        var kernel = new GaussianKernel(options.Hyperparameters.GetDouble(LengthScale));
        cancellationToken.ThrowIfCancellationRequested();

        // (KᵀK + λ C) w = Kᵀ y, with the kernel K of rows and centres and C of centres among themselves.
        var between = Matrix<double>.Build.Dense(data.Rows, count, (row, center) => kernel.Of(rows[row], centers[center]));
        var among = Matrix<double>.Build.Dense(count, count, (a, b) => kernel.Of(centers[a], centers[b]) + (a == b ? 1e-8 : 0));
        var means = Enumerable.Range(0, data.TargetCount).Select(target => Mean(data.Target(target))).ToArray();
        var targets = Matrix<double>.Build.Dense(data.Rows, data.TargetCount, (row, target) => data.Target(target)[row] - means[target]);
        var normal = between.TransposeThisAndMultiply(between) + (options.Hyperparameters.GetDouble(Penalty) * among);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var weights = normal.Cholesky().Solve(between.TransposeThisAndMultiply(targets));
            return new KernelRidgeModel(scaling, kernel, centers, weights.ToColumnMajorArray(), means);
        }
        catch (ArgumentException exception)
        {
            throw new TrainingException($"Trainer '{Name}' cannot solve its equations, raise 'penalty' above {options.Hyperparameters.GetDouble(Penalty)}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => KernelRidgeModel.Read(reader);

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
