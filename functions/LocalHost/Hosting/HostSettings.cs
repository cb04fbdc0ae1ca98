using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>Settings from the files that the Functions host reads.</summary>
internal static class HostSettings
{
    /// <summary>The configuration section that host.json becomes, as on Azure.</summary>
    public const string HostJsonSection = "AzureFunctionsJobHost";

    /// <summary>Adds host.json and the values of local.settings.json, each when it is there, below what the app has read already, and the settings of a run above.</summary>
    /// <param name="configuration">What to add to.</param>
    /// <param name="directory">The app's folder.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <exception cref="StartupException">A file is not JSON.</exception>
    public static void Add(IConfigurationBuilder configuration, string directory, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var host = Read(directory, "host.json").Select(setting => KeyValuePair.Create($"{HostJsonSection}:{setting.Key}", setting.Value));
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [.. host, .. LocalSettings(directory)] });
        configuration.AddInMemoryCollection(settings);
    }

    /// <summary>The values of local.settings.json; none where the file is not there.</summary>
    /// <exception cref="StartupException">It is not JSON.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> LocalSettings(string directory) => Read(directory, "local.settings.json")
        .Where(setting => setting.Key.StartsWith("Values:", StringComparison.OrdinalIgnoreCase) && setting.Value is not null)
        .Select(setting => KeyValuePair.Create(setting.Key["Values:".Length..], setting.Value));

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
