using System.Diagnostics;
using System.Text.Json;

namespace MlFunctions.Retrain.Benchmarks;

/// <summary>How long it takes from a file that is dropped in to a model that serves, in an app that is running, for the dispatch sample.</summary>
internal static class DroppedFile
{
    private const int Drops = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mlfunctions-dropped-").FullName;
        var sample = Path.Combine(AppContext.BaseDirectory, "samples", "dispatch");
        var raw = Directory.CreateDirectory(Path.Combine(folder, "blobs", "raw", "dispatch")).FullName;
        var registry = Path.Combine(folder, "blobs", "models", "dispatch", "registry.json");
        var config = Directory.CreateDirectory(Path.Combine(folder, "blobs", "config", "dispatch")).FullName;
        var definition = await File.ReadAllTextAsync(Path.Combine(sample, "pipeline.json"));
        await File.WriteAllTextAsync(Path.Combine(config, "pipeline.json"), definition.Replace("\"must-beat\"", "\"ignore\"", StringComparison.Ordinal).Replace("\"must-equal\"", "\"ignore\"", StringComparison.Ordinal));
        using var app = Sides.StartApp("--state", folder, "--port", "0", "--no-samples");
        _ = app.StandardOutput.ReadToEndAsync();
        try
        {
            while (!File.Exists(Path.Combine(folder, "instance.json")))
            {
                await Task.Delay(Interval);
            }

            // Each file has a row more than the one before, so that nothing is found made already; the first drop warms up.
            var lines = await File.ReadAllLinesAsync(Path.Combine(sample, "dispatch.csv"));
            var seconds = new List<double>();
            for (var drop = 0; drop <= Drops; drop++)
            {
                var file = Path.Combine(folder, $"week-{drop}.csv");
                await File.WriteAllLinesAsync(file, lines.Concat(lines.Skip(1).Take(drop)));
                var started = Stopwatch.GetTimestamp();
                File.Move(file, Path.Combine(raw, $"week-{drop}.csv"));
                while (Versions(registry) <= drop)
                {
                    await Task.Delay(Interval);
                }

                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            return [new($"dropped dispatch.csv ({lines.Length - 1:N0} rows) to deployed, median of {Drops}", $"{seconds.Skip(1).Order().ElementAt(Drops / 2):0.00} s")];
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Versions(string registry)
    {
        if (!File.Exists(registry))
        {
            return 0;
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(registry));
        return json.RootElement.GetProperty("versions").GetArrayLength();
    }
}
