using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.OpenApi;

/// <summary>An HTTP function as its attributes declare it; they are the same on both hosts.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Trigger">Its trigger.</param>
/// <param name="Operation">How it describes itself; null: it does not.</param>
internal sealed partial record HttpFunction(string Name, HttpTriggerAttribute Trigger, OperationAttribute? Operation)
{
    /// <summary>Every HTTP function of this app, in order of route.</summary>
    public static IReadOnlyList<HttpFunction> All { get; } =
    [
        .. from type in typeof(HttpFunction).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where trigger is not null
           orderby trigger.Route, function.Name
           select new HttpFunction(function.Name, trigger, method.GetCustomAttribute<OperationAttribute>()),
    ];

    /// <summary>The path in the document: <c>/models/{pipeline}/{version}</c>.</summary>
    public string Path => "/" + Placeholder().Replace(Trigger.Route ?? Name, "{${name}}");

    /// <summary>The path parameters: their names, and whether they are whole numbers.</summary>
    public IEnumerable<(string Name, bool IsWhole)> Parameters => Placeholder().Matches(Trigger.Route ?? "")
        .Select(match => (match.Groups["name"].Value, match.Groups["constraint"].Value == "int"));

    /// <summary>The functions whose route a path is of, whatever their methods, without the one that answers what no other does.</summary>
    /// <param name="path">Such as <c>models/dispatch</c>, without the prefix of the API.</param>
    public static IEnumerable<HttpFunction> At(string path) => All.Where(function => function.IsAt(path.Split('/')));

    /// <summary>Whether two paths differ in nothing but what their parameters are called.</summary>
    public static bool IsSamePath(string path, string other) => Placeholder().Replace(path, "{}") == Placeholder().Replace(other, "{}");

    /// <summary>The names of the parameters of a path, in order.</summary>
    public static IEnumerable<string> ParametersOf(string path) => Placeholder().Matches(path).Select(match => match.Groups["name"].Value);

    private bool IsAt(string[] parts)
    {
        var route = Trigger.Route?.Split('/') ?? [Name];
        return !route[^1].Contains('*', StringComparison.Ordinal)
            && route.Length == parts.Length
            && route.Zip(parts).All(pair => pair.First.StartsWith('{') || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"\{\**(?<name>\w+)\??(:(?<constraint>\w+))?\??\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
