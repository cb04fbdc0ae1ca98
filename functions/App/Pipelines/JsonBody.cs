using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Http;

namespace MlFunctions.Pipelines;

/// <summary>Small JSON objects as bodies of requests: commands of people.</summary>
internal static class JsonBody
{
    /// <summary>Reads the body, which may be empty.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Takes what it knows from the object; every other member is a fault.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <returns>What was read, of an empty body as of <c>{}</c>; or the problem to answer with.</returns>
    public static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(HttpRequest request, Func<JsonObjectReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var (body, problem) = await RequestBody.ReadAsync(request, Limits(request).CountOf(Limit.SmallBodyBytes), cancellationToken);
        if (problem is not null)
        {
            return (null, problem);
        }

        var faults = new FaultList<JsonFault>();
        try
        {
            using var document = RequestJson.Parse(body);
            T? value = null;
            if (JsonObjectReader.Open(document.RootElement, "$", faults) is { } reader)
            {
                value = read(reader);
                reader.End();
            }

            return faults.Count == 0
                ? (value, null)
                : (null, Problems.InvalidJson("The body cannot be used.", faults));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, Problems.Malformed($"The body is not JSON: {exception.Message}"));
        }
    }

    /// <summary>A text of the body that is kept for people to read, within its limit.</summary>
    public static string? TextForPeople(this JsonObjectReader body, HttpRequest request, string member) =>
        body.Text(member, most: Limits(request).CountOf(Limit.TextCharacters));

    private static AppLimits Limits(HttpRequest request) => request.HttpContext.RequestServices.GetRequiredService<AppLimits>();
}
