using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Functions;

/// <summary>The trace that was current when the invocation first asked for it.</summary>
internal sealed class InvocationTrace : TraceContext
{
    public override string TraceParent { get; } = Activity.Current?.Id ?? string.Empty;

    public override string TraceState { get; } = Activity.Current?.TraceStateString ?? string.Empty;
}
