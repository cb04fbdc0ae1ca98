using System.Text.RegularExpressions;

namespace MlFunctions.Conformance;

/// <summary>Runs after all other tests: whether every function of the app has been bound and run by the worker.</summary>
public sealed partial class EveryFunctionTests(PipelinesApp app)
{
    [Fact]
    public async Task EveryFunction_HasBeenRunByTheWorker()
    {
        // Those of HTTP that no other test has asked are asked here, for something that is not there.
        var worker = app.Host.Worker;
        foreach (var function in worker.Functions.Where(function => function.Trigger.Type == "httpTrigger" && !worker.Succeeded.Contains(function.Name)))
        {
            var route = Parameter.Replace(function.Trigger.Text("route") ?? function.Name, parameter => parameter.Groups["kind"].Value == "int" ? "9" : "nothing");
            var method = function.Trigger.List("methods").FirstOrDefault("get");
            var (status, answer) = await app.SendAsync(new HttpMethod(method.ToUpperInvariant()), route, method == "get" ? null : "{}");
            Assert.True(status < 500, $"{function.Name}: {status} {answer}");
        }

        Assert.Empty(worker.Functions.Select(function => function.Name).Except(worker.Succeeded));
    }

    [GeneratedRegex(@"\{\*?(?<name>\w+)(:(?<kind>\w+))?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter { get; }
}
