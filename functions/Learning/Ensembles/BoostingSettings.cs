namespace MlFunctions.Learning;

/// <summary>The settings of gradient boosting, read from its hyperparameters.</summary>
internal sealed record BoostingSettings(
    int Rounds,
    TreeShape Shape,
    double LearningRate,
    double Lambda,
    double MinChildWeight,
    double Gamma,
    double RowShare,
    double FeatureShare,
    int MaxBins,
    int? EarlyStoppingRounds,
    double ValidationShare);
