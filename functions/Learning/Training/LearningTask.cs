namespace MlFunctions.Learning;

/// <summary>What is to be learned.</summary>
public enum LearningTask
{
    /// <summary>One or more numbers for each row.</summary>
    Regression,

    /// <summary>One of two classes for each row.</summary>
    Binary,

    /// <summary>One of three or more classes for each row.</summary>
    Multiclass,

    /// <summary>A cluster for each row; nothing is given to predict.</summary>
    Clustering,

    /// <summary>The next values of one series, ordered in time.</summary>
    Forecast,
}
