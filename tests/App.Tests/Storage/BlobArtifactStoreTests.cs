using MlFunctions.Storage;

namespace MlFunctions.Tests.Storage;

public sealed class BlobArtifactStoreTests(Azurite azurite) : ArtifactStoreContract, IClassFixture<Azurite>
{
    private static int s_account;

    private protected override IArtifactStore Open() => new BlobArtifactStore(azurite.Account($"account{Interlocked.Increment(ref s_account) % 32}"));
}
