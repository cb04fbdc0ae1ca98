using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>Resolves <c>%SETTING%</c> in what binding attributes say.</summary>
internal static partial class SettingReferences
{
    /// <exception cref="FunctionWorkerException">A setting is not there.</exception>
    public static string Resolve(this IConfiguration configuration, string text) => Reference().Replace(text, match =>
        configuration[match.Groups["name"].Value]
        ?? throw new FunctionWorkerException($"'{text}' names the setting '{match.Groups["name"].Value}', which is not set."));

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
