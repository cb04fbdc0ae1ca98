using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>How well one class is told from the others.</summary>
/// <param name="Class">What answers call it.</param>
/// <param name="Rows">How many rows of the holdout are of it.</param>
/// <param name="Precision">Of the rows predicted as it, the share that is.</param>
/// <param name="Recall">Of its rows, the share predicted as it.</param>
/// <param name="F1">The harmonic mean of both.</param>
public sealed record ClassEvaluation(string Class, int Rows, double Precision, double Recall, double F1)
{
    /// <summary>Receiver operating characteristic; of a binary task for the second class alone, since the first's is its mirror image. Null where the holdout has rows of no other class, or none of this.</summary>
    public RocCurve? Roc { get; init; }

    /// <summary>Precision against recall; as <see cref="Roc"/>.</summary>
    public PrecisionRecallCurve? PrecisionRecall { get; init; }

    /// <summary>Predicted probability against observed share; as <see cref="Roc"/>, and null where the model gives scores that are no probabilities.</summary>
    public CalibrationCurve? Calibration { get; init; }
}
