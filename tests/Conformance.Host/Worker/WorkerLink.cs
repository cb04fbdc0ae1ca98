using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>The host's end of the stream to a worker: sends, and matches answers to what was asked.</summary>
internal sealed class WorkerLink
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the worker has said who it is.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Sends a message to which there is no answer.</summary>
    public void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Sends a request and waits for its answer.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage request, CancellationToken cancellationToken = default)
    {
        request.RequestId = Guid.NewGuid().ToString();
        var answer = _asked[request.RequestId] = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_outgoing.Writer.TryWrite(request))
        {
            answer.TrySetException(Gone());
        }

        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Serves the worker until it hangs up.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        var sending = SendAllAsync(outgoing, cancellationToken);
        try
        {
            while (await incoming.MoveNext(cancellationToken))
            {
                Take(incoming.Current);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or Grpc.Core.RpcException)
        {
            // The worker's process has ended; whoever waits for it is told below.
        }

        _outgoing.Writer.TryComplete();
        foreach (var (_, answer) in _asked)
        {
            answer.TrySetException(Gone());
        }

        await sending;
    }

    private static InvalidOperationException Gone() => new("The worker has hung up.");

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                await outgoing.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException or Grpc.Core.RpcException)
        {
            // As above: the stream is at its end.
        }
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.StartStream)
        {
            _connected.TrySetResult();
        }
        else if (_asked.TryRemove(message.RequestId, out var answer))
        {
            answer.TrySetResult(message);
        }
    }
}
