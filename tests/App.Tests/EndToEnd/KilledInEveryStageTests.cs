using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>
/// The process is killed as soon as a stage is seen to have written what it hands on, mostly before it has told anybody: the next start
/// must find that work, or do it again, and end as if nothing had happened.
/// </summary>
public sealed class KilledInEveryStageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("raw", "*.csv")]
    [InlineData("batches", "*.json")]
    [InlineData("runs", "plan.json")]
    [InlineData("features", "columns.bin")]
    [InlineData("features", "split.json")]
    [InlineData("runs", "candidate-0.zip")]
    [InlineData("runs", "evaluation.json")]
    [InlineData("models", "1.zip")]
    [InlineData("models", "registry.json")]
    [Trait("Acceptance", "6")]
    [Trait("Acceptance", "51")]
    public async Task ARunThatIsKilled_EndsAfterTheRestartWithOneModel(string container, string file)
    {
        var state = Directory.CreateTempSubdirectory("mlfunctions-");
        var blobs = Path.Combine(state.FullName, "blobs");
        try
        {
            await using (var app = await AppProcess.StartAsync(state.FullName, "--no-samples"))
            {
                using var definition = new StringContent(PipelineHost.Definition, Encoding.UTF8, "application/json");
                using var stored = await app.Client.PutAsync(new Uri("/api/pipelines/dispatch", UriKind.Relative), definition, Cancelled);
                stored.EnsureSuccessStatusCode();
                await DropAsync(blobs);
                await WrittenAsync(Path.Combine(blobs, container), file);
                await app.KillAsync();
            }

            await using (var app = await AppProcess.StartAsync(state.FullName, "--no-samples"))
            {
                var run = await EndedRunAsync(app);
                Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());

                var models = await app.Client.GetFromJsonAsync<JsonElement>("/api/models/dispatch", Cancelled);
                Assert.Equal(1, Assert.Single(models.GetProperty("versions").EnumerateArray()).GetProperty("version").GetInt32());
                Assert.Equal(1, models.GetProperty("champion").GetInt32());
                Assert.Single(Directory.EnumerateFiles(Path.Combine(blobs, "models"), "*.zip", SearchOption.AllDirectories));

                using var answer = await app.Client.PostAsJsonAsync("/api/predict/dispatch", new { product_code = "SKU001", orders_placed = 112 }, Cancelled);
                Assert.True(answer.IsSuccessStatusCode);
            }
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    // As a copy does that is safe on any file system: written beside, then renamed into place.
    private static async Task DropAsync(string blobs)
    {
        var folder = Directory.CreateDirectory(Path.Combine(blobs, "raw", "dispatch"));
        var beside = Path.Combine(blobs, "week-1.tmp");
        await File.WriteAllTextAsync(beside, Table.Csv(rows: 2000), Cancelled);
        File.Move(beside, Path.Combine(folder.FullName, "week-1.csv"));
    }

    private static Task WrittenAsync(string folder, string file) => Eventually.TrueAsync(
        () => Directory.Exists(folder) && Directory.EnumerateFiles(folder, file, SearchOption.AllDirectories).Any(),
        $"{file} in {folder}");

    private static async Task<JsonElement> EndedRunAsync(AppProcess app)
    {
        JsonElement run = default;
        await Eventually.TrueAsync(
            async () =>
            {
                var runs = await app.Client.GetFromJsonAsync<JsonElement>("/api/pipelines/dispatch/runs", Cancelled);
                run = runs.EnumerateArray().FirstOrDefault();
                return runs.GetArrayLength() == 1 && run.GetProperty("status").GetString() is "completed" or "failed";
            },
            "the end of the run");
        return run;
    }
}
