using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 5: half of a compressed file is no file: 400, nothing kept, no run.</summary>
public sealed class TruncatedUploadTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task ACompressedUploadThatIsCutShort_Is400_AndLeavesNothing(string encoding)
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var whole = Packed(Encoding.UTF8.GetBytes(Table.Csv()), encoding);

        // The last byte, the checksum and length of gzip, in the middle, within the first bytes, all of it.
        foreach (var length in new[] { whole.Length - 1, whole.Length - 8, whole.Length - 9, whole.Length / 2, 5, 1, 0 })
        {
            foreach (var route in new[] { "datasets/dispatch/week-1.csv", "holdouts/dispatch/week-1.csv" })
            {
                var (status, problem) = await PutAsync(host, route, whole[..length], encoding);
                Assert.True(status == 400, $"{route}, {length} of {whole.Length} bytes: {status} {problem}");
                Assert.Contains("Content-Encoding", problem, StringComparison.Ordinal);
            }
        }

        Assert.Empty(await host.RunsAsync());
        Assert.Empty((await host.GetAsync("datasets/dispatch")).EnumerateArray());
        Assert.Empty(await host.Functions.ListBlobsAsync("raw/"));
        Assert.Empty(await host.Functions.ListBlobsAsync("holdout/"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(host.Functions.StateDirectory, "blobs", ".incoming")));

        var (created, answer) = await PutAsync(host, "datasets/dispatch/week-1.csv", whole, encoding);
        Assert.True(created == 201, answer);
    }

    [Fact]
    public async Task MembersThatFollowEachOther_AreOneFile_AndNoneMayBeCutShort()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var lines = Table.Csv().Split('\n');
        byte[] members = [.. Packed(Encoding.UTF8.GetBytes(string.Join('\n', lines[..400]) + "\n"), "gzip"), .. Packed(Encoding.UTF8.GetBytes(string.Join('\n', lines[400..])), "gzip")];

        Assert.Equal(400, (await PutAsync(host, "datasets/dispatch/cut.csv", members[..^20], "gzip")).Status);
        var (status, answer) = await PutAsync(host, "datasets/dispatch/whole.csv", members, "gzip");
        Assert.Equal(201, status);
        Assert.Equal(Encoding.UTF8.GetByteCount(Table.Csv()), JsonDocument.Parse(answer).RootElement.GetProperty("bytes").GetInt64());
    }

    private static byte[] Packed(byte[] content, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream coder = encoding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            coder.Write(content);
        }

        return packed.ToArray();
    }

    private static async Task<(int Status, string Body)> PutAsync(PipelineHost host, string route, byte[] content, string encoding)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        body.Headers.ContentEncoding.Add(encoding);
        using var answer = await host.Client.PutAsync(new Uri($"/api/{route}", UriKind.Relative), body, Cancelled);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
