using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.Scoring;
using MlFunctions.Storage;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 2: what a full disk cut short is not glued to what is kept next, so that no score that was kept is lost.</summary>
public sealed class FullDiskTests
{
    private const int Rows = 200;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatIsAppendedAfterADiskWasFull_IsReadBackWhole()
    {
        using var disk = SmallVolume.Mount(kibibytes: 16);
        var store = new ScoreStore(new FolderArtifactStore(disk.Path), TimeProvider.System, NullLogger<ScoreStore>.Instance);
        var kept = new List<string>();
        var refused = 0;
        for (var i = 0; i < Rows; i++)
        {
            if (i == Rows / 2)
            {
                Assert.True(refused > 0, "The disk was never full.");
                disk.Grow(kibibytes: 1024);
            }

            try
            {
                await store.AppendAsync("dispatch", [Line($"batch-{i}")], Cancelled);
                kept.Add($"batch-{i}");
            }
            catch (IOException)
            {
                refused++;
            }
        }

        var read = await new ScoreStore(new FolderArtifactStore(disk.Path), TimeProvider.System, NullLogger<ScoreStore>.Instance)
            .ReadAsync("dispatch", DateTimeOffset.MinValue.AddDays(1), Cancelled).Select(record => record.Id).ToListAsync(Cancelled);
        Assert.Equal(kept.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AnAppendThatFails_LeavesTheFileAsItWas()
    {
        using var disk = SmallVolume.Mount(kibibytes: 16);
        var store = new FolderArtifactStore(disk.Path);
        var log = new ArtifactPath("scores", "dispatch/log.jsonl");
        await store.AppendAsync(log, "first\n"u8.ToArray(), Cancelled);

        await Assert.ThrowsAnyAsync<IOException>(() => store.AppendAsync(log, new byte[64 << 10], Cancelled));
        await store.AppendAsync(log, "second\n"u8.ToArray(), Cancelled);

        Assert.Equal("first\nsecond\n", (await store.GetAsync(log, Cancelled))!.Content.ToString());
    }

    private static byte[] Line(string id) => Encoding.UTF8.GetBytes(
        $$$"""{"id":"{{{id}}}","kind":"queue","modelVersion":"dispatch:1","created":"2026-01-01T00:00:00+00:00","at":"2026-01-01T00:00:00+00:00","seconds":0.1,"features":[[{{{string.Join(',', Enumerable.Repeat("1.5", 40))}}}]],"view":{"batchId":"{{{id}}}","status":"scored"}}""" + "\n");
}
