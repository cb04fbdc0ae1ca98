using MlFunctions.Pipelines;

namespace MlFunctions.Tests.Pipelines;

/// <summary>The time left of a training; all numbers by hand.</summary>
public sealed class TrainingEstimateTests
{
    [Fact]
    public void SecondsLeft_BeforeAnyFold_IsUnknown() => Assert.Null(new TrainingEstimate([6, 6]).SecondsLeft(elapsed: 3));

    [Fact]
    public void SecondsLeft_GoesByWhatEachCandidatesFoldsTook()
    {
        // Two folds of 2 s and one of 10 s, in 7 s: two at a time. Left are 4 × 2 s and 5 × 10 s, so 58 s of work in 29 s.
        var estimate = new TrainingEstimate([6, 6]);
        estimate.Done(0, 2);
        estimate.Done(0, 2);
        estimate.Done(1, 10);

        Assert.Equal(29, estimate.SecondsLeft(elapsed: 7)!.Value, 1e-9);
    }

    [Fact]
    public void SecondsLeft_OfACandidateNotYetMeasured_IsTakenToBeLikeTheOthers()
    {
        // One fold of 3 s, one at a time; 2 and 4 are left, 3 s each.
        var estimate = new TrainingEstimate([3, 4]);
        estimate.Done(0, 3);

        Assert.Equal(18, estimate.SecondsLeft(elapsed: 3)!.Value, 1e-9);
    }

    [Fact]
    public void SecondsLeft_AfterTheLast_IsNone()
    {
        var estimate = new TrainingEstimate([2]);
        estimate.Done(0, 1);
        estimate.Ended(0);

        Assert.Equal(0, estimate.SecondsLeft(elapsed: 2));
    }
}
