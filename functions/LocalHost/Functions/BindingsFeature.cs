using System.Reflection;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Functions;

/// <summary>
/// What the worker's <c>GetInvocationResult()</c> and <c>GetOutputBindings&lt;T&gt;()</c> read and write. The interface is internal to the
/// worker, so a proxy implements it.
/// </summary>
public class BindingsFeature : DispatchProxy
{
    private static readonly BindingsFeature Blank = (BindingsFeature)Create(OfficialInternals.BindingsFeature, typeof(BindingsFeature));
    private static readonly IReadOnlyDictionary<string, object?> Nothing = NoData.Instance;

    private InvocationContext? _context;

    /// <summary>The feature of an invocation; a copy of the blank one, which costs a tenth of a new proxy.</summary>
    internal static object Of(InvocationContext context)
    {
        var feature = (BindingsFeature)Blank.MemberwiseClone();
        feature._context = context;
        return feature;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        "get_InvocationResult" => _context!.Result,
        "set_InvocationResult" => _context!.Result = args![0],
        "get_OutputBindingData" => _context!.OutputData,
        // This host writes outputs itself.
        "get_OutputBindingsInfo" => OfficialInternals.NoOutputs,
        "get_TriggerMetadata" => _context!.BindingContext.BindingData,
        _ => Nothing,
    };
}
