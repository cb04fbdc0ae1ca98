using System.Diagnostics;
using System.Text.Json;

namespace MlFunctions.Local;

/// <summary>The app that is running on a state folder: <c>{state}/instance.json</c>.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="ProcessId">Its process.</param>
internal sealed record RunningInstance(string Url, int ProcessId)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Where it is noted.</summary>
    public static string PathOf(string stateDirectory) => Path.Combine(stateDirectory, "instance.json");

    /// <summary>The app that is running; null: none is, or it does not answer.</summary>
    public static async Task<RunningInstance?> FindAsync(string stateDirectory, CancellationToken cancellationToken)
    {
        var path = PathOf(stateDirectory);
        if (!File.Exists(path) || JsonSerializer.Deserialize<RunningInstance>(await File.ReadAllBytesAsync(path, cancellationToken)) is not { } noted || !noted.IsAlive())
        {
            return null;
        }

        using var http = new HttpClient { BaseAddress = new Uri(noted.Url), Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri("/api/health", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode ? noted : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // A process that was killed leaves its note behind.
    private bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
