using System.IO.Compression;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Ingestion;

/// <summary>Raw data and its division over HTTP.</summary>
public sealed class DatasetsTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "9")]
    [Trait("Acceptance", "26")]
    public async Task Put_KeepsTheBytesAsTheyCame_AndTrainsOnThem()
    {
        // A run under way would make this file share the next one with whatever else comes meanwhile.
        await trained.Host.AllEndedAsync();
        var csv = Encoding.UTF8.GetBytes(Table.Csv(seed: 5));

        var (status, answer) = await PutAsync("put.csv", csv);
        var run = await trained.Host.EndedRunOnAsync(answer.GetProperty("batchId").GetString()!);

        Assert.Equal(201, status);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(csv)), answer.GetProperty("hash").GetString());
        Assert.Equal(csv.Length, answer.GetProperty("bytes").GetInt64());
        Assert.Equal(csv, await trained.Host.Functions.DownloadBlobAsync("raw/dispatch/put.csv"));
        Assert.Equal("completed", run.GetProperty("status").GetString());
    }

    [Fact]
    [Trait("Acceptance", "9")]
    public async Task Put_OverAnotherFile_IsRefusedAndChangesNothing()
    {
        var first = Encoding.UTF8.GetBytes(Table.Csv(rows: 50));
        await PutAsync("kept.csv", first);

        var (status, _) = await PutAsync("kept.csv", Encoding.UTF8.GetBytes(Table.Csv(rows: 60)));

        Assert.Equal(409, status);
        Assert.Equal(first, await trained.Host.Functions.DownloadBlobAsync("raw/dispatch/kept.csv"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Put_Compressed_KeepsTheBytesThatWereCompressed(string encoding)
    {
        var csv = Encoding.UTF8.GetBytes(Table.Csv(rows: 50));

        var (status, _) = await PutAsync($"{encoding}.csv", Compress(csv, encoding), encoding);

        Assert.Equal(201, status);
        Assert.Equal(csv, await trained.Host.Functions.DownloadBlobAsync($"raw/dispatch/{encoding}.csv"));
    }

    [Fact]
    public async Task Put_OfAGzipBomb_IsRefusedAndKeepsNothing()
    {
        var bomb = Compress([.. Encoding.UTF8.GetBytes(Table.Csv(rows: 50)), .. new byte[64 << 20]], "gzip");

        var (status, problem) = await PutAsync("bomb.csv", bomb, "gzip");

        Assert.Equal(400, status);
        Assert.Contains("that is no table", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Null(await trained.Host.Functions.DownloadBlobAsync("raw/dispatch/bomb.csv"));
    }

    [Theory]
    [InlineData("..%2Fx.csv")]
    [InlineData("a%2Fb.csv")]
    [InlineData("a%5Cb.csv")]
    [InlineData(".hidden")]
    [InlineData("sp%20ace.csv")]
    public async Task Put_UnderANameThatCouldLeadElsewhere_Is422(string name)
    {
        var (status, problem) = await PutAsync(name, "x"u8.ToArray());

        Assert.Equal(422, status);
        Assert.Equal("name", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Put_UnderANameOfAThousandCharacters_Is422() =>
        Assert.Equal(422, (await PutAsync(new string('a', 1000), "x"u8.ToArray())).Status);

    [Fact]
    [Trait("Acceptance", "33")]
    public async Task Split_IsTheOneThatTrainingAndEvaluationGot()
    {
        var batch = await FirstBatchAsync();

        var (status, split) = await trained.Host.PostAsync($"datasets/dispatch/{batch}/split", "");

        Assert.Equal(200, status);
        var lineage = (await trained.Host.GetAsync("models/dispatch/1")).GetProperty("lineage");
        Assert.Equal(Rows(split, "training").Length, lineage.GetProperty("trainingRows").GetInt32());
        Assert.Equal(Rows(split, "holdout").Length, lineage.GetProperty("holdoutRows").GetInt32());

        // Who is on which side is kept once a feature set; training and evaluation both read it there.
        var kept = Path.Combine(trained.Host.Functions.StateDirectory, "blobs", "features", "dispatch", lineage.GetProperty("featureSetId").GetString()!, "split.json");
        var used = JsonDocument.Parse(await File.ReadAllTextAsync(kept, Cancelled)).RootElement;
        Assert.Equal(Rows(used, "training"), Rows(split, "training"));
        Assert.Equal(Rows(used, "holdout"), Rows(split, "holdout"));
    }

    [Fact]
    [Trait("Acceptance", "37")]
    public async Task Split_ThatIsLopsided_WarnsWithTheData()
    {
        await trained.Host.AllEndedAsync();
        var lines = Table.Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (_, put) = await PutAsync("sorted.csv", Encoding.UTF8.GetBytes(string.Join('\n', lines.Take(1).Concat(lines.Skip(1).OrderBy(line => line[line.IndexOf("SKU", StringComparison.Ordinal)..], StringComparer.Ordinal)))));

        var (status, split) = await trained.Host.PostAsync($"datasets/dispatch/{put.GetProperty("batchId").GetString()}/split", """{"strategy":"sequential","ratio":0.8}""");

        Assert.Equal(200, status);
        Assert.Contains(split.GetProperty("warnings").EnumerateArray(), warning => warning.GetString()!.StartsWith("'product_code' is 'SKU005' in ", StringComparison.Ordinal));
        Assert.Equal(1000, Rows(split, "training").Length + Rows(split, "holdout").Length);
    }

    [Fact]
    [Trait("Acceptance", "35")]
    [Trait("Acceptance", "36")]
    public async Task Split_AsAsked_CoversEveryRowOnceAndHoldsTheLabels()
    {
        var batch = await FirstBatchAsync();

        var (_, split) = await trained.Host.PostAsync($"datasets/dispatch/{batch}/split", """{"strategy":"sequential","ratio":0.5,"labels":true}""");

        var training = Rows(split, "training");
        var holdout = Rows(split, "holdout");
        Assert.Equal(Enumerable.Range(0, 1000), training.Concat(holdout).Order());
        Assert.Equal(training.Length, split.GetProperty("trainingLabels").GetProperty("hours_to_dispatch").GetArrayLength());
        Assert.InRange(training.Length, 490, 510);
    }

    [Theory]
    [InlineData("""{"strategy":"guess"}""", 422)]
    [InlineData("""{"ratio":2}""", 422)]
    [InlineData("""{"stratify":"colour"}""", 422)]
    [InlineData("""{"strategy":"grouped"}""", 422)]
    [InlineData("""{"shares":3}""", 422)]
    [InlineData("{", 400)]
    public async Task Split_AsItCannotBeMade_IsRefused(string body, int expected) =>
        Assert.Equal(expected, (await trained.Host.PostAsync($"datasets/dispatch/{await FirstBatchAsync()}/split", body)).Status);

    [Fact]
    public async Task Split_OfAnUnknownBatch_Is404() =>
        Assert.Equal(404, (await trained.Host.PostAsync("datasets/dispatch/nothing/split", "")).Status);

    private static int[] Rows(JsonElement split, string side) => [.. split.GetProperty(side).EnumerateArray().Select(row => row.GetInt32())];

    private static byte[] Compress(byte[] bytes, string encoding)
    {
        using var compressed = new MemoryStream();
        using (Stream coder = encoding == "br" ? new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true) : new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            coder.Write(bytes);
        }

        return compressed.ToArray();
    }

    private async Task<string> FirstBatchAsync() =>
        (await trained.Host.GetAsync("datasets/dispatch")).EnumerateArray().Single(batch => batch.GetProperty("file").GetString() == "week-1.csv").GetProperty("batchId").GetString()!;

    private async Task<(int Status, JsonElement Body)> PutAsync(string name, byte[] content, string? encoding = null)
    {
        using var body = new ByteArrayContent(content);
        if (encoding is not null)
        {
            body.Headers.ContentEncoding.Add(encoding);
        }

        using var answer = await trained.Host.Client.PutAsync(new Uri($"/api/datasets/dispatch/{name}", UriKind.Relative), body, Cancelled);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled));
    }
}
