using System.Net;
using Microsoft.Extensions.Configuration;

namespace MlFunctions.LocalHost.Hosting.Options;

/// <summary>Makes the host's options of configuration, in which command line and environment have met.</summary>
internal static class LocalHostOptionsReader
{
    private const string DefaultStateDirectory = ".mlfunctions";

    /// <exception cref="UsageException">A value is none that its option can have.</exception>
    public static LocalHostOptions Read(IConfiguration configuration)
    {
        var address = Read(configuration, CommandLineOption.Address, "an IP address such as 127.0.0.1", IPAddress.Loopback, IPAddress.TryParse);
        return new LocalHostOptions
        {
            StateDirectory = Path.GetFullPath(configuration[CommandLineOption.State.Key] ?? DefaultStateDirectory),
            Address = address,
            Port = Read(
                configuration,
                CommandLineOption.Port,
                "a number from 0 to 65535",
                7071,
                static (string? text, out int port) => int.TryParse(text, out port) && port is >= 0 and <= IPEndPoint.MaxPort),
            RequireKeys = !IPAddress.IsLoopback(address)
                || Read(configuration, CommandLineOption.RequireKeys, "true or false", fallback: false, bool.TryParse),
        };
    }

    private static T Read<T>(IConfiguration configuration, CommandLineOption option, string expected, T fallback, TryParse<T> tryParse)
    {
        var text = configuration[option.Key];
        return text is null ? fallback
            : tryParse(text, out var value) ? value!
            : throw new UsageException($"Option {option.Name} ({option.Key}) must be {expected}; it is '{text}'.");
    }

    private delegate bool TryParse<T>(string? text, out T? value);
}
