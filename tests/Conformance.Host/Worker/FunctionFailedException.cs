using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>An invocation that the worker has answered with a failure.</summary>
internal sealed class FunctionFailedException(string function, RpcException? failure) : Exception($"{function}: {failure?.Type} {failure?.Message}")
{
    /// <summary>What the worker says of it.</summary>
    public RpcException Failure { get; } = failure ?? new RpcException();
}
