using MlFunctions.Storage;

namespace MlFunctions.Tests.Storage;

/// <summary>Artifacts that are written as they are made.</summary>
public sealed class ArtifactWritingTests : IDisposable
{
    private static readonly ArtifactPath Somewhere = new("features", "dispatch/set/columns.bin");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlfunctions-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Write_OfMoreThanAnyBufferHolds_KeepsEveryByte()
    {
        var store = new FolderArtifactStore(_folder.FullName);
        var block = Enumerable.Range(0, 1 << 16).Select(i => (byte)(i * 31)).ToArray();

        Assert.True(await store.WriteIfAbsentAsync(Somewhere, stream => Repeat(stream, block, 200), Cancelled));

        var written = (await store.GetAsync(Somewhere, Cancelled))!.Content.ToArray();
        Assert.Equal(200 * block.Length, written.Length);
        Assert.All(Enumerable.Range(0, 200), i => Assert.True(written.AsSpan(i * block.Length, block.Length).SequenceEqual(block)));
    }

    [Fact]
    public async Task Write_IsHeldUpUntilTheStoreHasWritten()
    {
        var store = new FolderArtifactStore(_folder.FullName);
        var incoming = Path.Combine(_folder.FullName, ".incoming");
        long ahead = 0;

        await store.WriteIfAbsentAsync(
            Somewhere,
            stream =>
            {
                for (var block = 1; block <= 1000; block++)
                {
                    stream.Write(new byte[1 << 16]);

                    // The store may not have begun when the first blocks are written.
                    var stored = Directory.Exists(incoming) ? Directory.EnumerateFiles(incoming).Sum(file => new FileInfo(file).Length) : 0;
                    ahead = Math.Max(ahead, ((long)block << 16) - stored);
                }
            },
            Cancelled);

        // Of 64 MB, no more than the pipe and the file's buffer are ever in memory.
        Assert.InRange(ahead, 0, 2 << 20);
    }

    [Fact]
    public async Task Write_ThatFails_LeavesNothing()
    {
        var store = new FolderArtifactStore(_folder.FullName);

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => store.WriteIfAbsentAsync(
            Somewhere,
            stream =>
            {
                Repeat(stream, new byte[1 << 16], 100);
                throw new InvalidDataException("half way");
            },
            Cancelled));

        Assert.Equal("half way", exception.Message);
        Assert.Null(await store.GetETagAsync(Somewhere, Cancelled));
    }

    [Fact]
    public async Task Write_OfWhatIsThere_ChangesNothing()
    {
        var store = new FolderArtifactStore(_folder.FullName);
        await store.PutAsync(Somewhere, new BinaryData("first"), Cancelled);

        Assert.False(await store.WriteIfAbsentAsync(Somewhere, stream => stream.Write("second"u8), Cancelled));

        Assert.Equal("first", (await store.GetAsync(Somewhere, Cancelled))!.Content.ToString());
    }

    [Fact]
    public async Task Write_OfManyAtOnce_IsOneOfThem()
    {
        var store = new FolderArtifactStore(_folder.FullName);

        var written = await Task.WhenAll(Enumerable.Range(1, 8).Select(writer =>
            store.WriteIfAbsentAsync(Somewhere, stream => Repeat(stream, [.. Enumerable.Repeat((byte)writer, 1 << 16)], 50), Cancelled)));

        Assert.Equal(1, written.Count(won => won));
        Assert.Single((await store.GetAsync(Somewhere, Cancelled))!.Content.ToArray().Distinct());
    }

    private static void Repeat(Stream stream, byte[] block, int times)
    {
        for (var i = 0; i < times; i++)
        {
            stream.Write(block);
        }
    }
}
