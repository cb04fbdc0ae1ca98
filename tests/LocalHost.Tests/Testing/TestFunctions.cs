using Microsoft.Azure.Functions.Worker.Builder;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Tests.Testing;

/// <summary>Starts hosts of functions that a test declares itself.</summary>
internal static class TestFunctions
{
    public static Task<FunctionsTestHost> StartAsync(
        Type functions,
        Action<FunctionsTestHostOptions>? configure = null,
        Action<FunctionsApplicationBuilder>? build = null) =>
        FunctionsTestHost.StartAsync(TestedApp.Of(build, functions), configure);

    public static Task<FunctionsTestHost> StartAsync<TFunctions>(
        Action<FunctionsTestHostOptions>? configure = null,
        Action<FunctionsApplicationBuilder>? build = null) =>
        StartAsync(typeof(TFunctions), configure, build);
}
