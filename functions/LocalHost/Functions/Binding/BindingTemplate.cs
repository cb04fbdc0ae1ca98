using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Functions.Binding;

/// <summary>
/// Text with <c>{expressions}</c> of the trigger's metadata, as attributes of inputs and outputs have it. <c>{rand-guid}</c> and
/// <c>{DateTime}</c> are new at each invocation.
/// </summary>
internal sealed partial class BindingTemplate(string template)
{
    /// <exception cref="FunctionWorkerException">The trigger gives nothing of a name.</exception>
    public string Format(InvocationContext context) => Expression().Replace(template, match => Value(context, match.Groups["name"].Value));

    private string Value(InvocationContext context, string name) =>
        context.BindingContext.BindingData.TryGetValue(name, out var value) && value is not null ? value.ToString()!
        : name.Equals("rand-guid", StringComparison.OrdinalIgnoreCase) ? Guid.NewGuid().ToString()
        : name.Equals("DateTime", StringComparison.OrdinalIgnoreCase) ? context.UtcNow.ToString("yyyy-MM-ddTHH-mm-ssZ", CultureInfo.InvariantCulture)
        : throw new FunctionWorkerException($"'{template}' of function '{context.Function.Name}' names '{name}', which its trigger does not give.");

    [GeneratedRegex(@"\{(?<name>[\w-]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expression();
}
