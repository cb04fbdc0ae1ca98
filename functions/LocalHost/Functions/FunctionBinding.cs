using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MlFunctions.LocalHost.Functions;

/// <summary>What a function's definition tells of one binding.</summary>
internal sealed class FunctionBinding(string name, BindingAttribute attribute, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type => KindOf(attribute);

    public override BindingDirection Direction => direction;

    /// <summary>The kind as function.json spells it.</summary>
    public static string KindOf(BindingAttribute attribute)
    {
        var kind = attribute.GetType().Name[..^nameof(Attribute).Length];
        kind = kind.EndsWith("Input", StringComparison.Ordinal) ? kind[..^"Input".Length]
            : kind.EndsWith("Output", StringComparison.Ordinal) ? kind[..^"Output".Length]
            : kind == "HttpResult" ? "Http"
            : kind;
        return char.ToLowerInvariant(kind[0]) + kind[1..];
    }
}
