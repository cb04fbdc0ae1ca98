using MlFunctions.Storage;

namespace MlFunctions.Tests.Storage;

/// <summary>An artifact store in a folder of its own, deleted with it.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlfunctions-");

    public TemporaryStore() => Artifacts = new FolderArtifactStore(_folder.FullName);

    public IArtifactStore Artifacts { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
