using Microsoft.DurableTask;
using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>A step that the code has taken, and the task that it may await.</summary>
internal abstract class DurableStep(StepSignature signature)
{
    public StepSignature Signature { get; } = signature;

    public abstract bool IsCompleted { get; }

    public abstract void Complete(string? result, DataConverter converter);

    public abstract void Fail(Exception exception);

    public abstract void Cancel(CancellationToken token);
}

/// <inheritdoc cref="DurableStep"/>
internal sealed class DurableStep<T>(StepSignature signature) : DurableStep(signature)
{
    // Continuations run in line: they must stay on the orchestration's thread, in the order of history.
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override bool IsCompleted => _source.Task.IsCompleted;

    public override void Complete(string? result, DataConverter converter)
    {
        T? value;
        try
        {
            // Nothing is the default of any type, also of those that the converter would have to unbox.
            value = result is null ? default : converter.Deserialize<T>(result);
        }
        catch (Exception e)
        {
            _source.TrySetException(new InvalidOperationException($"The result of {Signature} cannot be read as {typeof(T)}: {e.Message}", e));
            return;
        }

        _source.TrySetResult(value!);
    }

    public override void Fail(Exception exception) => _source.TrySetException(exception);

    public override void Cancel(CancellationToken token) => _source.TrySetCanceled(token);
}
