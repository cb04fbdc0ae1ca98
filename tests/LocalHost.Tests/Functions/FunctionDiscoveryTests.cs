using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Functions;

public sealed class FunctionDiscoveryTests
{
    public sealed class Twins
    {
        [Function("Twin")]
        public static string First([HttpTrigger] HttpRequest request) => "first";

        [Function("twin")]
        public static string Second([HttpTrigger] HttpRequest request) => "second";
    }

    public sealed class WithoutTrigger
    {
        [Function("Idle")]
        public static string Idle(string what) => what;
    }

    public sealed class RetriedRequest
    {
        [Function("Retried")]
        [FixedDelayRetry(3, "00:00:01")]
        public static string Retried([HttpTrigger] HttpRequest request) => "once";
    }

    [Fact]
    public async Task A_retry_attribute_that_would_have_no_effect_stops_the_start()
    {
        var fault = await Assert.ThrowsAsync<FunctionWorkerException>(() => TestFunctions.StartAsync<RetriedRequest>());

        Assert.Contains("a retry attribute has no effect on its trigger", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_functions_of_one_name_stop_the_start()
    {
        var fault = await Assert.ThrowsAsync<FunctionWorkerException>(() => TestFunctions.StartAsync<Twins>());

        Assert.Contains("Twins.First", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Twins.Second", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_without_trigger_stops_the_start()
    {
        var fault = await Assert.ThrowsAsync<FunctionWorkerException>(() => TestFunctions.StartAsync<WithoutTrigger>());

        Assert.Contains("Function 'Idle'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("exactly one", fault.Message, StringComparison.Ordinal);
    }
}
