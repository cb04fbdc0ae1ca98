using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>
/// Attack lines 10 and 16: a champion whose package is not the one that was deployed is not served: predictions are 503 with the reason, health
/// tells it, other pipelines go on, and when the package is put back it serves again.
/// </summary>
public sealed class DamagedPackageTests
{
    private const string Row = """{"orders_placed":5,"product_code":"SKU002"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AChampionThatIsNotWhatWasDeployed_Is503WithTheReason_AndOnlyIt()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.DefineAsync(pipeline: "returns");
        await host.TrainAsync(Table.Csv());
        await host.TrainAsync(Table.Csv(seed: 3), pipeline: "returns");
        var models = Path.Combine(host.Functions.StateDirectory, "blobs", "models");
        var path = Path.Combine(models, "dispatch", "1.zip");
        var whole = await File.ReadAllBytesAsync(path, Cancelled);

        (string Reason, byte[] Package)[] damages =
        [
            ("cannot be used", whole[..(whole.Length / 2)]),
            ("cannot be used", []),
            ("pipeline 'returns'", await File.ReadAllBytesAsync(Path.Combine(models, "returns", "1.zip"), Cancelled)),
            ("version 77", WithManifest(whole, manifest => manifest["version"] = 77)),
            ("hash", WithManifest(whole, manifest => manifest["validationScore"] = 0.999)),
            ("would become", WithModel(whole, megabytes: 300)),
        ];
        foreach (var (reason, package) in damages)
        {
            await host.Functions.StopAsync();
            await File.WriteAllBytesAsync(path, package, Cancelled);
            await host.Functions.RestartAsync();

            foreach (var route in new[] { "predict/dispatch", "v0.1/time_to_dispatch" })
            {
                var (status, problem) = await host.PostAsync(route, Row);
                if (route != "predict/dispatch" && status == 404)
                {
                    continue;
                }

                Assert.Equal(503, status);
                Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            }

            Assert.Equal(503, (await host.PostAsync("ingest/dispatch", """{"subjects":["a"],"features":[[1,"SKU001"]]}""")).Status);
            var health = await host.GetAsync("health");
            Assert.Equal("degraded", health.GetProperty("status").GetString());
            Assert.Contains(reason, health.GetProperty("faults").GetProperty("dispatch").GetString(), StringComparison.Ordinal);
            Assert.Equal("returns:1", health.GetProperty("pipelines").GetProperty("returns").GetString());
            Assert.Equal(200, (await host.PostAsync("predict/returns", Row)).Status);
        }

        await File.WriteAllBytesAsync(path, whole, Cancelled);
        await Eventually.TrueAsync(async () => (await host.PostAsync("predict/dispatch", Row)).Status == 200, "the package that was put back to serve");
        Assert.Equal("healthy", (await host.GetAsync("health")).GetProperty("status").GetString());
    }

    private static byte[] WithManifest(byte[] package, Action<JsonObject> change) => With(package, "manifest.json", content =>
    {
        var manifest = JsonNode.Parse(content)!.AsObject();
        change(manifest);
        return JsonSerializer.SerializeToUtf8Bytes(manifest);
    });

    private static byte[] WithModel(byte[] package, int megabytes) => With(package, "model.bin", _ => new byte[megabytes << 20]);

    private static byte[] With(byte[] package, string entry, Func<byte[], byte[]> change)
    {
        using var file = new MemoryStream();
        file.Write(package);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            byte[] content;
            using (var read = new MemoryStream())
            {
                using var stream = zip.GetEntry(entry)!.Open();
                stream.CopyTo(read);
                content = read.ToArray();
            }

            zip.GetEntry(entry)!.Delete();
            using var written = zip.CreateEntry(entry, CompressionLevel.Fastest).Open();
            written.Write(change(content));
        }

        return file.ToArray();
    }
}
