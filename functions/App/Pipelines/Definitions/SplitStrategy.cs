namespace MlFunctions.Pipelines;

/// <summary>How rows are divided between training and holdout.</summary>
public enum SplitStrategy
{
    /// <summary>Seeded draw.</summary>
    Random,

    /// <summary>The first rows train.</summary>
    Sequential,

    /// <summary>As random, and the training rows are in drawn order too.</summary>
    Shuffled,

    /// <summary>Rows with the same value of a column stay on one side.</summary>
    Grouped,

    /// <summary>The earliest rows by a column train.</summary>
    TimeOrdered,

    /// <summary>As a splitter of one's own divides them.</summary>
    Named,
}
