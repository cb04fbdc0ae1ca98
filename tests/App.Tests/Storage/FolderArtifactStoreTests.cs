using MlFunctions.Storage;

namespace MlFunctions.Tests.Storage;

public sealed class FolderArtifactStoreTests : ArtifactStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlfunctions-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Open_ClearsWhatAKilledProcessWasWriting()
    {
        var incoming = _folder.CreateSubdirectory(".incoming");
        await File.WriteAllTextAsync(Path.Combine(incoming.FullName, "half"), "hal", TestContext.Current.CancellationToken);

        Open();

        Assert.False(Directory.Exists(incoming.FullName));
    }

    private protected override IArtifactStore Open() => new FolderArtifactStore(_folder.FullName);
}
