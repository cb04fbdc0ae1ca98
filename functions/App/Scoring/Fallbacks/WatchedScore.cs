namespace MlFunctions.Scoring;

/// <summary>A request that is being scored row by row on a thread of its own.</summary>
public sealed class WatchedScore
{
    private readonly TimeProvider _clock;
    private int _done;

    /// <summary>Starts to score.</summary>
    /// <param name="model">The model.</param>
    /// <param name="request">The rows, as inputs of the model.</param>
    /// <param name="clock">Measures how long rows take.</param>
    /// <param name="ended">Called when the last row is scored or one has failed, also if nobody waits any more.</param>
    public WatchedScore(ServedModel model, PredictionRequest request, TimeProvider clock, Action ended)
    {
        _clock = clock;
        Model = model;
        Request = request;

        // Not the pool's threads: a few that are stuck would stop the whole app.
        Outputs = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return Score();
                }
                finally
                {
                    ended();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
    }

    /// <summary>The model.</summary>
    public ServedModel Model { get; }

    /// <summary>The rows.</summary>
    public PredictionRequest Request { get; }

    /// <summary>The outputs, once they are all there.</summary>
    public Task<double[]> Outputs { get; }

    /// <summary>Waits for the outputs as long as rows keep being scored.</summary>
    /// <param name="deadline">How long one row may take.</param>
    /// <returns>The outputs; null where a row took longer.</returns>
    public async Task<double[]?> WithinAsync(TimeSpan deadline)
    {
        while (true)
        {
            var before = Volatile.Read(ref _done);
            try
            {
                return await Outputs.WaitAsync(deadline, _clock);
            }
            catch (TimeoutException) when (!Outputs.IsCompleted)
            {
                if (Volatile.Read(ref _done) == before)
                {
                    Forget();
                    return null;
                }
            }
        }
    }

    private double[] Score()
    {
        var inputs = Model.Preparation.Inputs.Count;
        var outputs = new double[Request.Count * Model.OutputCount];
        for (var row = 0; row < Request.Count; row++)
        {
            Model.Score(Request.Values.AsSpan(row * inputs, inputs), outputs.AsSpan(row * Model.OutputCount, Model.OutputCount));
            Volatile.Write(ref _done, row + 1);
        }

        return outputs;
    }

    // Nobody may ever look at the failure of one that is left behind.
    private void Forget() => _ = Outputs.ContinueWith(
        static outputs => _ = outputs.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
