using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>Sends the time as a message, and notes how old it is when a function gets it: one at a time, or in a batch.</summary>
internal sealed class LatencyFunctions(Latencies latencies)
{
    [Function("SendOne")]
    [ServiceBusOutput("one")]
    public static string SendOne([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) => Now();

    [Function("SendMany")]
    [ServiceBusOutput("many")]
    public static string SendMany([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) => Now();

    [Function("One")]
    public void One([ServiceBusTrigger("one")] string sent) => latencies.Add(Since(sent));

    [Function("Many")]
    public void Many([ServiceBusTrigger("many", IsBatched = true)] string[] sent)
    {
        foreach (var one in sent)
            latencies.Add(Since(one));
    }

    private static string Now() => Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Since(string sent) => Stopwatch.GetElapsedTime(long.Parse(sent, CultureInfo.InvariantCulture));
}
