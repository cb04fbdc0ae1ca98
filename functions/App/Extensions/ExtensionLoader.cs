using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Extensions.Configuration;

namespace MlFunctions.Extensions;

/// <summary>Loads the packages that the setting <c>PipelinesExtensions</c> names: assemblies, by path from the app's folder, with <c>;</c> between them.</summary>
internal static class ExtensionLoader
{
    /// <summary>The setting.</summary>
    public const string Setting = "PipelinesExtensions";

    /// <summary>Adds what the named packages add.</summary>
    /// <exception cref="InvalidOperationException">One of them is not there or is no extension; the message says which and what would be right.</exception>
    public static PipelinesBuilder AddExtensions(this PipelinesBuilder pipelines, IConfiguration configuration)
    {
        foreach (var path in (configuration[Setting] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Load(Path.GetFullPath(path, AppContext.BaseDirectory)).Configure(pipelines);
        }

        return pipelines;
    }

    private static IPipelinesExtension Load(string path)
    {
        var assembly = LoadAssembly(path);

        // What the package brings along lies beside it; what the app has too is the app's, so that both mean the same types.
        var dependencies = new AssemblyDependencyResolver(path);
        AssemblyLoadContext.Default.Resolving += (context, name) => dependencies.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
        return Array.FindAll(assembly.GetExportedTypes(), type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPipelinesExtension))) is [var extension]
            ? (IPipelinesExtension)Activator.CreateInstance(extension)!
            : throw new InvalidOperationException($"{path}, which the setting {Setting} names, is no extension: expected one public class that implements {nameof(IPipelinesExtension)}.");
    }

    private static Assembly LoadAssembly(string path)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or BadImageFormatException)
        {
            throw new InvalidOperationException($"The setting {Setting} names {path}, which cannot be loaded; expected the path of an assembly. {exception.Message}", exception);
        }
    }
}
