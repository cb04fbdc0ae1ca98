using System.Text.RegularExpressions;

namespace MlFunctions.Tests.Infra;

/// <summary>The settings that the code of the app reads on Azure, by its source; what is only read where the app is its own host is in the folders Local and Commands.</summary>
internal static partial class SettingsRead
{
    private const string Key = """(\$?"(?<text>[^"]+)"|(?<constant>[\w.]+))""";

    private static readonly string[] Elsewhere = ["obj", "bin", "Local", "Commands"];

    /// <summary>All of them, with <c>:</c> between their parts.</summary>
    /// <param name="connections">What a connection may be called, where the code is told its name.</param>
    public static IReadOnlySet<string> ByTheApp(IReadOnlyCollection<string> connections) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions", "App"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Elsewhere.Any(folder => file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
            .Select(file => (Name: Path.GetFileNameWithoutExtension(file), Source: File.ReadAllText(file)))
            .SelectMany(file => Read.Matches(file.Source).Where(match => match.Groups["constant"].Value != "limit.Setting").Select(match => KeyOf(match, file.Name)))
            // Limits are read from their table. Those of the section Limits have no place in a deployment: whoever wants others sets them.
            .Concat(MlFunctions.Http.Limit.All.Select(limit => limit.Setting).Where(setting => !MlFunctions.Http.Limit.IsOfSection(setting) && setting != MlFunctions.Http.Limit.ReadModelBytes.Setting))
            .SelectMany(key => connections.Select(connection => key.Replace("{connection}", connection, StringComparison.Ordinal)))
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"configuration(\[" + Key + @"\]|\.GetValue(<\w+>)?\(" + Key + @"[,)])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Read { get; }

    // A constant is that of the class it names, or of the file's own.
    private static string KeyOf(Match match, string file) =>
        match.Groups["text"] is { Success: true, Value: var text } ? text
        : match.Groups["constant"].Value.Split('.') is [var type, var name] ? Constant(type, name)
        : Constant(file, match.Groups["constant"].Value);

    private static string Constant(string type, string name) =>
        (string)typeof(MlFunctions.Storage.Containers).Assembly.GetTypes().Single(candidate => candidate.Name == type)
            .GetField(name, System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)!
            .GetRawConstantValue()!;
}
