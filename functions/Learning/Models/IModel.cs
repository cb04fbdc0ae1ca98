namespace MlFunctions.Learning;

/// <summary>
/// What a trainer has learned. Immutable and safe to use from any number of threads.
/// A row has the same outputs to the bit whether it is predicted alone or in a table.
/// </summary>
public interface IModel
{
    /// <summary>The name of the trainer that made it and can read it back.</summary>
    string Trainer { get; }

    /// <summary>The task that it was trained for.</summary>
    LearningTask Task { get; }

    /// <summary>How many features a row has.</summary>
    int FeatureCount { get; }

    /// <summary>How many outputs a row has: one a target (regression), one a class (classification), one otherwise.</summary>
    int OutputCount { get; }

    /// <summary>What the outputs mean.</summary>
    ModelOutput Output { get; }

    /// <summary>Predicts one row without allocating.</summary>
    /// <param name="row"><see cref="FeatureCount"/> features in the order of training; NaN is missing.</param>
    /// <param name="outputs">Receives <see cref="OutputCount"/> values. Of a classifier the class with the largest output is the prediction, the first of equals.</param>
    void Predict(ReadOnlySpan<float> row, Span<double> outputs);

    /// <summary>Predicts a whole table.</summary>
    /// <param name="table">Columns in the order of training.</param>
    /// <param name="outputs">Receives rows × <see cref="OutputCount"/> values, row by row.</param>
    /// <param name="threads">How many threads may be used, at least 1.</param>
    /// <param name="cancellationToken">Ends it early with an <see cref="OperationCanceledException"/>.</param>
    void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default);

    /// <summary>Writes all that <see cref="ITrainer.Read"/> needs to make the same model again.</summary>
    void Write(ModelWriter writer);
}
