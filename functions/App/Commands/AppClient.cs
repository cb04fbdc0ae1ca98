using System.Net;
using System.Text;
using System.Text.Json;
using MlFunctions.Http;
using MlFunctions.Storage;

namespace MlFunctions.Commands;

/// <summary>The app's own API, as any other client uses it. What it refuses becomes the one line that the user sees.</summary>
internal sealed class AppClient(HttpClient http)
{
    /// <summary>What a route answers, as text.</summary>
    public async Task<string> GetTextAsync(string route, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(At(route), cancellationToken);
        return await ContentAsync(answer, cancellationToken);
    }

    /// <summary>What a route answers.</summary>
    public async Task<T> GetAsync<T>(string route, CancellationToken cancellationToken) => Read<T>(await GetTextAsync(route, cancellationToken));

    /// <summary>Whether there is what a route names.</summary>
    public async Task<bool> ExistsAsync(string route, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(At(route), cancellationToken);
        return answer.StatusCode != HttpStatusCode.NotFound && await ContentAsync(answer, cancellationToken) is not null;
    }

    /// <summary>What a route answers to JSON.</summary>
    public async Task<string> PostAsync(string route, string json, CancellationToken cancellationToken)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(At(route), content, cancellationToken);
        return await ContentAsync(answer, cancellationToken);
    }

    /// <summary>What a route answers to a file.</summary>
    public async Task<string> PostAsync(string route, Stream file, string contentType, CancellationToken cancellationToken)
    {
        using var content = FileContent(file, contentType);
        using var answer = await http.PostAsync(At(route), content, cancellationToken);
        return await ContentAsync(answer, cancellationToken);
    }

    /// <summary>Copies what a route answers, of any size.</summary>
    public async Task CopyAsync(string route, Stream target, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(At(route), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            await answer.Content.CopyToAsync(target, cancellationToken);
            return;
        }

        await ContentAsync(answer, cancellationToken);
    }

    /// <summary>Puts a file; null where there is one of that name already.</summary>
    public async Task<string?> PutAsync(string route, Stream file, string contentType, CancellationToken cancellationToken)
    {
        using var content = FileContent(file, contentType);
        using var answer = await http.PutAsync(At(route), content, cancellationToken);
        return answer.StatusCode == HttpStatusCode.Conflict ? null : await ContentAsync(answer, cancellationToken);
    }

    /// <summary>JSON of the app as what it is.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, AppJson.Web) ?? throw new CommandException("The app answered null.");

    private static StreamContent FileContent(Stream file, string contentType) => new(file) { Headers = { ContentType = new(contentType) } };

    private static Uri At(string route) => new($"/api/{route}", UriKind.Relative);

    private static async Task<string> ContentAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? text : throw new CommandException(LineOf(answer, text));
    }

    private static string LineOf(HttpResponseMessage answer, string text)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return $"The app answered {(int)answer.StatusCode} {answer.ReasonPhrase}.";
        }

        using var problem = JsonDocument.Parse(text);
        var detail = problem.RootElement.TryGetProperty("detail", out var said) ? said.GetString() : problem.RootElement.GetProperty("title").GetString();
        var faults = problem.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? string.Join("; ", errors.EnumerateArray().Select(error => $"{error.GetProperty("field").GetString()} {error.GetProperty("fault").GetString()}"))
            : "";
        return VisibleText.Of((faults.Length == 0 || detail!.Contains(faults, StringComparison.Ordinal) ? detail! : $"{detail} {faults}").ReplaceLineEndings(" "));
    }
}
