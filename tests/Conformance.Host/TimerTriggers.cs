using System.Text.Json;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>Lets timers go off.</summary>
internal static class TimerTriggers
{
    /// <summary>Invokes a function with a <c>[TimerTrigger]</c> as if its time had come.</summary>
    public static Task<InvocationResponse> GoOffAsync(this Worker worker, string function, DateTime now, bool isPastDue = false, IEnumerable<ParameterBinding>? inputs = null)
    {
        var timer = new
        {
            Schedule = new { AdjustForDST = true },
            ScheduleStatus = new { Last = now.AddMinutes(-1), Next = now.AddMinutes(1), LastUpdated = now.AddMinutes(-1) },
            IsPastDue = isPastDue,
        };
        return worker.InvokeAsync(worker.Function(function), new TypedData { String = JsonSerializer.Serialize(timer) }, inputs: inputs);
    }
}
