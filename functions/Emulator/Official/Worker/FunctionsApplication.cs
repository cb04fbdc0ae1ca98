using MlFunctions.Emulator.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app starts.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with the host's defaults: host.json, local.settings.json, environment, command line.</summary>
    /// <param name="args">The command line.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(EmulatorBuilder.Create(args));
}
