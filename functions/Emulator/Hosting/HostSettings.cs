using Microsoft.Extensions.Configuration;

namespace MlFunctions.Emulator.Hosting;

/// <summary>Settings from the files that the Functions host reads.</summary>
internal static class HostSettings
{
    /// <summary>The configuration section that host.json becomes, as on Azure.</summary>
    public const string HostJsonSection = "AzureFunctionsJobHost";

    /// <summary>Adds host.json and the values of local.settings.json, each when it is there.</summary>
    /// <param name="configuration">What to add to.</param>
    /// <param name="directory">The app's folder.</param>
    /// <exception cref="StartupException">A file is not JSON.</exception>
    public static void Add(IConfigurationBuilder configuration, string directory)
    {
        configuration.AddInMemoryCollection(Read(directory, "host.json")
            .Select(setting => KeyValuePair.Create($"{HostJsonSection}:{setting.Key}", setting.Value)));
        configuration.AddInMemoryCollection(Read(directory, "local.settings.json")
            .Where(setting => setting.Key.StartsWith("Values:", StringComparison.OrdinalIgnoreCase))
            .Select(setting => KeyValuePair.Create(setting.Key["Values:".Length..], setting.Value)));
    }

    /// <summary>A section of host.json.</summary>
    public static IConfigurationSection HostJson(this IConfiguration configuration, string path) =>
        configuration.GetSection($"{HostJsonSection}:{path}");

    private static IEnumerable<KeyValuePair<string, string?>> Read(string directory, string file)
    {
        var path = Path.Combine(directory, file);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            using var stream = File.OpenRead(path);
            return [.. new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable()];
        }
        catch (Exception exception) when (exception is FormatException or System.Text.Json.JsonException)
        {
            throw new StartupException($"{path} is not valid JSON: {(exception.InnerException ?? exception).Message}", exception);
        }
    }
}
