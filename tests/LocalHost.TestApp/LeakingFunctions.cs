using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.TestApp;

/// <summary>A function that keeps what it should let go of.</summary>
public static class LeakingFunctions
{
    private static readonly ConcurrentBag<byte[]> Kept = [];

    /// <summary>Each message is a number of mebibytes to leak.</summary>
    [Function("Leak")]
    public static void Leak([ServiceBusTrigger("leaking", IsBatched = true)] int[] messages)
    {
        foreach (var mebibytes in messages)
        {
            Kept.Add(new byte[mebibytes * 1024 * 1024]);
        }
    }
}
