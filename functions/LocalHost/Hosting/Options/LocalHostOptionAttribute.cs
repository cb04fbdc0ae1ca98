namespace MlFunctions.LocalHost;

/// <summary>
/// Declares a command-line option of the app itself. It is listed in <c>--help</c> and can be read from configuration:
/// <c>--no-samples</c> sets <c>FUNCTIONS_NO_SAMPLES</c>, as the environment variable of that name does.
/// </summary>
/// <param name="name">The option: <c>--lower-case-with-dashes</c>.</param>
/// <param name="description">One line for <c>--help</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class LocalHostOptionAttribute(string name, string description) : Attribute
{
    /// <summary>The option: <c>--lower-case-with-dashes</c>.</summary>
    public string Name { get; } = name;

    /// <summary>One line for <c>--help</c>.</summary>
    public string Description { get; } = description;

    /// <summary>What the option's value is called in <c>--help</c>; null for a switch, which takes none.</summary>
    public string? ValueName { get; set; }
}
