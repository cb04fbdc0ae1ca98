namespace MlFunctions.LocalHost.State;

/// <summary>A write that waits for the writer thread, and the task of who asked for it.</summary>
internal abstract class PendingWrite
{
    /// <summary>What the write's action threw, if it did; its savepoint is rolled back then.</summary>
    public Exception? Fault { get; set; }

    public abstract void Run(StateConnection connection);

    /// <summary>Called after the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}

/// <inheritdoc cref="PendingWrite"/>
internal sealed class PendingWrite<T>(Func<StateConnection, T> action) : PendingWrite
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _source.Task;

    public override void Run(StateConnection connection) => _result = action(connection);

    public override void Complete() => _source.SetResult(_result!);

    public override void Fail(Exception exception) => _source.SetException(exception);

    public override void Cancel() => _source.SetCanceled();
}
