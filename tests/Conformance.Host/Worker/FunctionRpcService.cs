using Grpc.Core;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>What the worker connects to.</summary>
internal sealed class FunctionRpcService(WorkerLink link) : FunctionRpc.FunctionRpcBase
{
    public override Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context) =>
        link.RunAsync(requestStream, responseStream, context.CancellationToken);
}
