using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>What the query of a request says of the instances wanted.</summary>
internal sealed record InstanceFilter(DateTimeOffset? CreatedFrom, DateTimeOffset? CreatedTo, IReadOnlyList<OrchestrationRuntimeStatus> Statuses)
{
    /// <exception cref="BadHttpRequestException">A parameter cannot be read; the message names it.</exception>
    public static InstanceFilter Read(IQueryCollection query) =>
        new(Time(query, "createdTimeFrom"), Time(query, "createdTimeTo"), [.. ReadStatuses(query)]);

    private static DateTimeOffset? Time(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        var text => throw new BadHttpRequestException($"'{name}' is not a time: '{text}'; write it as 2024-01-31T12:00:00Z."),
    };

    private static IEnumerable<OrchestrationRuntimeStatus> ReadStatuses(IQueryCollection query) =>
        query["runtimeStatus"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text =>
            Enum.TryParse<OrchestrationRuntimeStatus>(text, ignoreCase: true, out var status)
                ? status
                : throw new BadHttpRequestException($"'runtimeStatus' has '{text}'; known are {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}."));
}
