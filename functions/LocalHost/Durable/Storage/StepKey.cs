using System.Runtime.InteropServices;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>One step of one generation of an instance.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StepKey(long Instance, int Generation, int StepId)
{
    /// <summary>The step id of the timer that starts an instance.</summary>
    public const int Start = -1;
}
