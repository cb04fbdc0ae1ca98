using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>Holds the steps that the code takes against those that history has.</summary>
internal sealed class StepLedger(IReadOnlyList<HistoryEvent.Step> recorded)
{
    private readonly List<DurableStep> _taken = new(recorded.Count + 1);

    /// <summary>The first difference between history and code, in words; null as long as there is none.</summary>
    public string? Difference { get; private set; }

    /// <summary>The steps that history does not have yet.</summary>
    public List<HistoryEvent.Step> New { get; } = [];

    /// <summary>How many steps have no result yet.</summary>
    public int Open { get; private set; }

    /// <summary>The step number that the next step gets.</summary>
    public int Next => _taken.Count;

    /// <summary>Takes a step; what it asks for is only made when it is new.</summary>
    public DurableStep<T> Take<T>(StepSignature signature, Func<int, HistoryEvent.Step> make)
    {
        var id = _taken.Count;
        var step = new DurableStep<T>(signature);
        if (id >= recorded.Count)
            New.Add(make(id));
        else if (!recorded[id].Signature.Matches(signature))
            Difference ??= $"at step {id} history has {recorded[id].Signature}, the code now does {signature}";
        _taken.Add(step);
        Open++;
        return step;
    }

    /// <summary>A step that gets no result.</summary>
    public void TakeDone(StepSignature signature, Func<int, HistoryEvent.Step> make)
    {
        Take<object>(signature, make);
        Open--;
    }

    /// <summary>The open step of that number, closed by this; null when it is not open (its timer was cancelled, say).</summary>
    public DurableStep? CloseOpen(int stepId)
    {
        if (stepId >= _taken.Count)
        {
            Difference ??= $"at step {stepId} history has {(stepId < recorded.Count ? recorded[stepId].Signature : "a result")}, the code has not come that far";
            return null;
        }

        var step = _taken[stepId];
        if (step.IsCompleted)
            return null;
        Open--;
        return step;
    }

    /// <summary>At the end of a replayed turn the code must have taken exactly the steps that history has up to there.</summary>
    public void CheckTurn(int recordedSoFar)
    {
        if (_taken.Count < recordedSoFar)
            Difference ??= $"at step {_taken.Count} history has {recorded[_taken.Count].Signature}, the code now does nothing or waits for something else";
        else if (_taken.Count > recordedSoFar)
            Difference ??= $"at step {recordedSoFar} the code now does {_taken[recordedSoFar].Signature}, which history does not have there";
    }
}
