using System.Reflection;

namespace MlFunctions.LocalHost.Hosting.Options;

/// <summary>Reads the command line into configuration values.</summary>
internal static class CommandLine
{
    /// <summary>The settings that the command line of an app gives; <c>--help</c> is printed, and ends the process.</summary>
    /// <param name="app">The app, which may declare options of its own.</param>
    /// <param name="args">The command line.</param>
    /// <exception cref="UsageException">As of <see cref="Parse"/>.</exception>
    public static Dictionary<string, string?> SettingsOf(Assembly app, string[] args)
    {
        IReadOnlyList<CommandLineOption> known =
        [
            .. app.GetCustomAttributes<LocalHostOptionAttribute>().Select(option => new CommandLineOption(option.Name, option.ValueName, option.Description)),
            .. CommandLineOption.Standard,
        ];
        var given = Parse(args, known);
        return given.ContainsKey(CommandLineOption.Help.Key) ? throw HostExit.Help(Help(app.GetName().Name!, known)) : given;
    }

    /// <summary>The value of each option that was given, by its configuration key.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="options">The options that there are.</param>
    /// <exception cref="UsageException">An option is unknown, lacks its value, or has one too many.</exception>
    public static Dictionary<string, string?> Parse(string[] args, IReadOnlyList<CommandLineOption> options)
    {
        var values = new Dictionary<string, string?>();
        for (var index = 0; index < args.Length; index++)
        {
            var (name, value) = args[index].Split('=', 2) is [var left, var right] ? (left, right) : (args[index], null);
            var option = options.FirstOrDefault(known => known.Name == name)
                ?? throw new UsageException($"Unknown option '{name}'. There are {string.Join(", ", options.Select(known => known.Name))}.");
            if (option.ValueName is null)
            {
                values[option.Key] = value is null ? "true" : throw new UsageException($"Option {name} takes no value; '{value}' was given.");
                continue;
            }

            value ??= index + 1 < args.Length && !args[index + 1].StartsWith("--", StringComparison.Ordinal) ? args[++index] : null;
            values[option.Key] = value is { Length: > 0 } ? value : throw new UsageException($"Option {name} needs a value: {name} {option.ValueName}.");
        }

        return values;
    }

    /// <summary>The text of <c>--help</c>.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="options">The options that there are.</param>
    public static string Help(string program, IReadOnlyList<CommandLineOption> options)
    {
        var usages = options.Select(option => option.ValueName is null ? option.Name : $"{option.Name} {option.ValueName}").ToArray();
        var width = usages.Max(usage => usage.Length) + 2;
        return $"Usage: {program} [options]\n\n"
            + string.Concat(options.Select((option, index) => $"  {usages[index].PadRight(width)}{option.Description}\n"))
            + $"\nEach is also read from the environment: {options[0].Name} from {options[0].Key}, and so on.\n";
    }
}
