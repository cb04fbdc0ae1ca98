using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Functions;

/// <summary>How long a function may run: <c>functionTimeout</c> of host.json, half an hour when it says nothing, -1 for no limit.</summary>
internal sealed class FunctionTimeout(IConfiguration configuration)
{
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(30);

    public TimeSpan Limit { get; } = configuration.HostJson("functionTimeout").Value switch
    {
        null => Default,
        "-1" => Timeout.InfiniteTimeSpan,
        var text => TimeSpan.TryParse(text, out var limit) && limit > TimeSpan.Zero
            ? limit
            : throw new StartupException($"host.json: functionTimeout is '{text}'; it must be hh:mm:ss, or -1 for no limit."),
    };
}
