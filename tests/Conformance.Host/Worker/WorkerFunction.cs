using System.Text.Json;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>A function as the worker describes it.</summary>
/// <param name="Id">The worker's id of it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bindings">Its bindings.</param>
/// <param name="LoadError">Why the worker could not load it; null where it could.</param>
internal sealed record WorkerFunction(string Id, string Name, IReadOnlyList<FunctionBinding> Bindings, string? LoadError)
{
    /// <summary>What starts it.</summary>
    public FunctionBinding Trigger => Bindings.Single(binding => binding.Type.EndsWith("Trigger", StringComparison.Ordinal));

    /// <summary>Reads a worker's description.</summary>
    public static WorkerFunction Read(RpcFunctionMetadata metadata, string? loadError) =>
        new(metadata.FunctionId, metadata.Name, [.. metadata.RawBindings.Select(raw => new FunctionBinding(JsonElement.Parse(raw)))], loadError);
}
