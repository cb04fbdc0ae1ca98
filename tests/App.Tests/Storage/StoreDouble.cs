using MlFunctions.Storage;
using Moq;

namespace MlFunctions.Tests.Storage;

/// <summary>A double of the store that passes everything on to a real one, for tests that then say where it fails.</summary>
internal static class StoreDouble
{
    /// <summary>A store in front of another.</summary>
    /// <param name="inner">Does the work.</param>
    /// <param name="beforeWrite">Told of each write before it is done; what it throws, the caller gets.</param>
    public static Mock<IArtifactStore> Of(IArtifactStore inner, Action<ArtifactPath>? beforeWrite = null)
    {
        void Check(ArtifactPath path) => beforeWrite?.Invoke(path);
        var store = new Mock<IArtifactStore>(MockBehavior.Strict);
        store.Setup(s => s.GetAsync(It.IsAny<ArtifactPath>(), It.IsAny<CancellationToken>())).Returns(inner.GetAsync);
        store.Setup(s => s.OpenAsync(It.IsAny<ArtifactPath>(), It.IsAny<CancellationToken>())).Returns(inner.OpenAsync);
        store.Setup(s => s.GetETagAsync(It.IsAny<ArtifactPath>(), It.IsAny<CancellationToken>())).Returns(inner.GetETagAsync);
        store.Setup(s => s.ListAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(inner.ListAsync);
        store.Setup(s => s.PutIfAbsentAsync(It.IsAny<ArtifactPath>(), It.IsAny<Stream>(), It.IsAny<CancellationToken>()))
            .Callback((ArtifactPath path, Stream _, CancellationToken _) => Check(path)).Returns(inner.PutIfAbsentAsync);
        store.Setup(s => s.PutAsync(It.IsAny<ArtifactPath>(), It.IsAny<BinaryData>(), It.IsAny<CancellationToken>()))
            .Callback((ArtifactPath path, BinaryData _, CancellationToken _) => Check(path)).Returns(inner.PutAsync);
        store.Setup(s => s.ReplaceAsync(It.IsAny<ArtifactPath>(), It.IsAny<BinaryData>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Callback((ArtifactPath path, BinaryData _, string? _, CancellationToken _) => Check(path)).Returns(inner.ReplaceAsync);
        store.Setup(s => s.AppendAsync(It.IsAny<ArtifactPath>(), It.IsAny<ReadOnlyMemory<byte>>(), It.IsAny<CancellationToken>()))
            .Callback((ArtifactPath path, ReadOnlyMemory<byte> _, CancellationToken _) => Check(path)).Returns(inner.AppendAsync);
        store.Setup(s => s.DeleteAsync(It.IsAny<ArtifactPath>(), It.IsAny<CancellationToken>()))
            .Callback((ArtifactPath path, CancellationToken _) => Check(path)).Returns(inner.DeleteAsync);
        return store;
    }
}
