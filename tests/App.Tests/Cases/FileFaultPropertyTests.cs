using System.Text;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>
/// One bad file takes only itself: in an order that a seed draws, every fault that files and batches can have is put into a pipeline that runs,
/// between good files and predictions, and all else goes on and each fault is told once.
/// </summary>
public sealed class FileFaultPropertyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task OneFaultOfEachKind_LeavesEverythingElseGoingOn_AndIsToldOnce(int seed)
    {
        var random = new Random(seed);
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["gates"]!["champion"] = "ignore");
        await host.DefineAsync(pipeline: "returns");
        await host.TrainAsync(Table.Csv());
        var faults = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["unusable header"] = () => UnusableHeaderAsync(host),
            ["unusable rows"] = () => UnusableRowsAsync(host),
            ["refused upload"] = () => RefusedUploadAsync(host),
            ["truncated upload"] = () => TruncatedUploadAsync(host),
            ["half-written file"] = () => HalfWrittenAsync(host),
            ["cut short and made again"] = () => CutShortAsync(host),
            ["deleted batch"] = () => DeletedAsync(host),
            ["removed file"] = () => RemovedAsync(host),
        };

        foreach (var (kind, put) in faults.OrderBy(_ => random.Next()))
        {
            await put();
            await AssertGoesOnAsync(host, kind);
        }

        // The other pipeline has noticed nothing, and no message was given up.
        Assert.Empty(await host.RunsAsync("returns"));
        Assert.Equal("completed", (await host.TrainAsync(Table.Csv(), pipeline: "returns")).GetProperty("status").GetString());
        foreach (var subscription in new[] { "ingestion", "preparation", "retraining" })
        {
            Assert.Equal(0, host.Functions.CountDeadLetters($"pipeline-events/subscriptions/{subscription}"));
        }

        Assert.Equal(["header.csv", "removed.csv"], host.Events("dataset-refused").Select(told => told.GetProperty("detail").GetString()!.Split(':')[0].Split('/')[^1]).Order());
        Assert.Equal(1, host.Events("run-failed").Count(told => told.GetProperty("detail").GetString()!.Contains("rows.csv", StringComparison.Ordinal)));
        Assert.Single(host.Events("dataset-deleted"));
        Assert.Single((await host.GetAsync("audit?limit=500")).GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("action").GetString() == "delete-dataset");
        Assert.Empty(host.Functions.PoisonBlobs);
    }

    private static async Task UnusableHeaderAsync(PipelineHost host)
    {
        await host.Functions.UploadBlobAsync("raw/dispatch/header.csv", "a,b\n1,2\n");
        await StateAsync(host, "header.csv", "refused");
    }

    private static async Task UnusableRowsAsync(PipelineHost host)
    {
        Assert.Equal("failed", (await host.TrainAsync("orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\nfew,SKU002,4\n", "rows.csv")).GetProperty("status").GetString());
        await StateAsync(host, "rows.csv", "refused");
    }

    private static async Task RefusedUploadAsync(PipelineHost host)
    {
        using var body = new StringContent("a,b\n1,2\n");
        using var answer = await host.Client.PutAsync(new Uri("/api/datasets/dispatch/door.csv", UriKind.Relative), body, Cancelled);
        Assert.Equal(422, (int)answer.StatusCode);
        Assert.DoesNotContain(await BatchesAsync(host), batch => batch.GetProperty("file").GetString() == "door.csv");
    }

    private static async Task TruncatedUploadAsync(PipelineHost host)
    {
        using var body = new StreamContent(new BrokenStream(Encoding.UTF8.GetBytes(Table.Csv(rows: 20_000))));
        await Assert.ThrowsAnyAsync<Exception>(() => host.Client.PutAsync(new Uri("/api/datasets/dispatch/truncated.csv", UriKind.Relative), body, Cancelled));
        Assert.Null(await host.Functions.DownloadBlobAsync("raw/dispatch/truncated.csv"));
        Assert.DoesNotContain(await BatchesAsync(host), batch => batch.GetProperty("file").GetString() == "truncated.csv");
    }

    private static async Task HalfWrittenAsync(PipelineHost host)
    {
        var runs = (await host.RunsAsync()).Count;
        var csv = Encoding.UTF8.GetBytes(Table.Csv(seed: 7));
        var path = PathOf(host, "writing.csv");
        await using (var writer = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            await writer.WriteAsync(csv.AsMemory(0, csv.Length / 2), Cancelled);
            await writer.FlushAsync(Cancelled);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));

            // A file that comes after it has been seen to; it has not.
            await TrainOnAsync(host, "meanwhile.csv", Table.Csv(seed: 8));
            Assert.DoesNotContain(await BatchesAsync(host), batch => batch.GetProperty("file").GetString() == "writing.csv");
            await writer.WriteAsync(csv.AsMemory(csv.Length / 2), Cancelled);
        }

        await host.EndedRunAsync("dispatch", runs + 2);
        Assert.Equal(csv.Length, (await StateAsync(host, "writing.csv", "usable")).GetProperty("bytes").GetInt32());
    }

    private static async Task CutShortAsync(PipelineHost host)
    {
        var csv = Table.Csv(seed: 9);
        await host.TrainAsync(csv[..(csv.Length / 2)], "copied.csv");
        await TrainOnAsync(host, "copied.csv", csv);
        await StateAsync(host, "copied.csv", "superseded");
        await StateAsync(host, "copied.csv", "usable");
    }

    private static async Task DeletedAsync(PipelineHost host)
    {
        await TrainOnAsync(host, "to-delete.csv", Table.Csv(seed: 10));
        var id = (await StateAsync(host, "to-delete.csv", "usable")).GetProperty("batchId").GetString();
        using var answer = await host.Client.DeleteAsync(new Uri($"/api/datasets/dispatch/{id}", UriKind.Relative), Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        await host.EventsAsync("dataset-deleted", 1);
    }

    private static async Task RemovedAsync(PipelineHost host)
    {
        await TrainOnAsync(host, "removed.csv", Table.Csv(seed: 11));
        File.Delete(PathOf(host, "removed.csv"));
    }

    private static async Task TrainOnAsync(PipelineHost host, string file, string csv) =>
        Assert.Equal("deployed", (await host.TrainAsync(csv, file)).GetProperty("result").GetProperty("outcome").GetString());

    /// <summary>A prediction is answered, the page of the data and the health too, and a run that is asked for deploys a model of the newest file that can be used.</summary>
    private static async Task AssertGoesOnAsync(PipelineHost host, string after)
    {
        Assert.Equal(200, (await host.PostAsync("predict/dispatch", """{"product_code":"SKU001","orders_placed":112}""")).Status);
        Assert.Equal(200, await host.GetStatusAsync("health"));
        var (status, asked) = await host.PostAsync("pipelines/dispatch/runs", "{}");
        Assert.Equal(202, status);
        var id = asked.GetProperty("runId").GetString();
        await Eventually.TrueAsync(async () => (await host.GetAsync($"runs/{id}")).GetProperty("status").GetString() is "completed" or "failed", $"the run after {after}");
        var run = await host.GetAsync($"runs/{id}");
        Assert.True(run.GetProperty("status").GetString() == "completed", $"after {after}: {run}");
        var used = run.GetProperty("progress").GetProperty("batchId").GetString();
        var newest = (await BatchesAsync(host)).First(batch => batch.GetProperty("state").GetString() == "usable");
        Assert.Equal(newest.GetProperty("batchId").GetString(), used);
    }

    private static string PathOf(PipelineHost host, string file) => Path.Combine(host.Functions.StateDirectory, "blobs", "raw", "dispatch", file);

    private static async Task<IReadOnlyList<JsonElement>> BatchesAsync(PipelineHost host) => [.. (await host.GetAsync("datasets/dispatch?limit=1000")).EnumerateArray()];

    private static async Task<JsonElement> StateAsync(PipelineHost host, string file, string state)
    {
        var found = await Eventually.GetAsync(
            async () => (await BatchesAsync(host)).Where(batch => batch.GetProperty("file").GetString() == file && batch.GetProperty("state").GetString() == state).ToArray() is { Length: > 0 } some ? some : null,
            $"{file} to be {state}");
        return found[0];
    }

    /// <summary>A body that ends in the middle, as of a client that dies.</summary>
    private sealed class BrokenStream(byte[] bytes) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_position >= bytes.Length / 2)
            {
                throw new IOException("The client is gone.");
            }

            var read = Math.Min(count, (bytes.Length / 2) - _position);
            bytes.AsSpan(_position, read).CopyTo(buffer.AsSpan(offset));
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
