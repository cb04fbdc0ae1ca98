using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Testing;

/// <summary>A run of an app's entry point inside a test; flows to the builder that the entry point creates.</summary>
internal sealed class EntryPointRun
{
    private static readonly AsyncLocal<EntryPointRun?> CurrentRun = new();

    /// <summary>The run that this code is part of; null in a process of its own.</summary>
    public static EntryPointRun? Current
    {
        get => CurrentRun.Value;
        set => CurrentRun.Value = value;
    }

    /// <summary>The app's assembly.</summary>
    public required Assembly Assembly { get; init; }

    /// <summary>The types whose functions make the app; null for all of the assembly's.</summary>
    public IReadOnlyCollection<Type>? FunctionTypes { get; init; }

    /// <summary>Adds settings over all others.</summary>
    public required Action<IConfigurationBuilder> Configure { get; init; }

    /// <summary>Replaces services after the app has added its own.</summary>
    public required Action<IServiceCollection> ConfigureServices { get; init; }

    /// <summary>Takes the host that the entry point built.</summary>
    public required Action<EmulatorHost> Built { get; init; }
}
