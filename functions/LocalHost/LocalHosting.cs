using System.Reflection;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.Hosting.Options;

namespace MlFunctions.LocalHost;

/// <summary>Lets a function app be its own host when no Functions host has started it.</summary>
public static class LocalHosting
{
    /// <summary>Whether the app that is built here runs on this host. False under a Functions host.</summary>
    public static bool IsUsed => HostRun.Current is not null;

    /// <summary>
    /// To be called first in the app's entry point. The host that the entry point then builds serves the app's functions in this process;
    /// where a Functions host has started the process, nothing happens. The package calls it by itself; <c>MlFunctionsLocalHostStart=false</c> in the
    /// project leaves that to the app.
    /// </summary>
    /// <param name="args">The command line. A wrong one ends the process with exit code 2, <c>--help</c> with 0.</param>
    public static void Use(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (HostRun.Current is not null || FunctionsHost.HasStartedThisProcess)
        {
            return;
        }

        try
        {
            var app = Assembly.GetEntryAssembly()!;
            HostRun.Begin(HostRun.OfProcess(app, CommandLine.SettingsOf(app, args)));
        }
        catch (UsageException exception)
        {
            throw HostExit.Usage(exception.Message);
        }
        catch (StartupException exception)
        {
            throw HostExit.CannotStart(exception.Message);
        }
    }
}
