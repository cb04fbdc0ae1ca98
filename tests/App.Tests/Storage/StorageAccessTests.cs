using MlFunctions.Storage;

namespace MlFunctions.Tests.Storage;

/// <summary>Stages know the artifact store and nothing below it, so that another store can be put in its place.</summary>
public sealed class StorageAccessTests
{
    private static readonly Type[] Files = [typeof(File), typeof(Directory), typeof(FileStream), typeof(FileInfo), typeof(DirectoryInfo), typeof(FileSystemWatcher), typeof(RandomAccess)];

    // The stores; what a start on one's own machine has; the command line; and what loads program files that lie beside the app.
    private static readonly string[] Allowed = ["MlFunctions.Storage", "MlFunctions.Local", "MlFunctions.Commands", "MlFunctions.Extensions"];

    [Fact]
    [Trait("Acceptance", "10")]
    [Trait("Acceptance", "2")]
    public void OnlyTheArtifactStore_TouchesStorage()
    {
        var trespassers =
            from type in typeof(IArtifactStore).Assembly.GetTypes()
            where type.Namespace?.StartsWith("MlFunctions.", StringComparison.Ordinal) == true && !Allowed.Contains(type.Namespace)
            from referred in CompiledReferences.Of(type)
            where Files.Contains(referred) || referred.Namespace?.StartsWith("Azure.Storage", StringComparison.Ordinal) == true
            select $"{type.FullName} uses {referred.FullName}";

        Assert.Empty(trespassers.Distinct());
    }

    [Fact]
    public void TheLook_SeesWhatIsThere()
    {
        Assert.Contains(typeof(FileStream), CompiledReferences.Of(typeof(FolderArtifactStore)));
        Assert.Contains(CompiledReferences.Of(typeof(BlobArtifactStore)), type => type.Namespace == "Azure.Storage.Blobs");
    }
}
