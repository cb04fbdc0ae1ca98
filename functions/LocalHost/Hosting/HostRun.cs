using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>
/// One run of an app's entry point on this host, in a process of its own or inside a test. It flows with the code of the entry point to
/// the host that this builds.
/// </summary>
internal sealed class HostRun
{
    private static readonly AsyncLocal<HostRun?> CurrentRun = new();
    private int _taken;

    /// <summary>The run that this code is part of; null where this host is not used.</summary>
    public static HostRun? Current => CurrentRun.Value;

    /// <summary>The app's assembly.</summary>
    public required Assembly Assembly { get; init; }

    /// <summary>The types whose functions make the app; null for all of the assembly's.</summary>
    public IReadOnlyCollection<Type>? FunctionTypes { get; init; }

    /// <summary>Settings over all others.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>Whether it is a test's: faults are thrown, and the process goes on.</summary>
    public bool IsTest { get; init; }

    /// <summary>Changes services after the app has added its own.</summary>
    public Action<IServiceCollection> ConfigureServices { get; init; } = static _ => { };

    /// <summary>Takes the host that the entry point builds.</summary>
    public Action<LocalFunctionsHost> Built { get; init; } = static _ => { };

    /// <summary>The run that a process is for: its settings are those of the environment too, so that the app's entry point reads them from the first line on.</summary>
    public static HostRun OfProcess(Assembly assembly, IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var (name, value) in HostSettings.LocalSettings(Path.GetDirectoryName(assembly.Location)!))
        {
            if (Environment.GetEnvironmentVariable(VariableOf(name)) is null)
            {
                Environment.SetEnvironmentVariable(VariableOf(name), value);
            }
        }

        foreach (var (name, value) in settings)
        {
            Environment.SetEnvironmentVariable(VariableOf(name), value);
        }

        // The worker starts its extensions from the entry assembly; their triggers are served by this host itself.
        Assembly.SetEntryAssembly(typeof(HostRun).Assembly);
        return new HostRun { Assembly = assembly, Settings = settings };
    }

    /// <summary>Makes it the run of the code that follows.</summary>
    public static void Begin(HostRun run)
    {
        HostBuilding.Observe();
        CurrentRun.Value = run;
    }

    /// <summary>Whether the host that is being built is the one of this run; only the first is.</summary>
    public bool Take() => Interlocked.Exchange(ref _taken, 1) == 0;

    private static string VariableOf(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}
