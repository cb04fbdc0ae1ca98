using System.Runtime.CompilerServices;
using MlFunctions.Deployment;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Monitoring;
using MlFunctions.Preparation;
using MlFunctions.Scoring;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Scoring;

/// <summary>Versions that are wanted now and then: loaded once, bounded, released, and never taken from a package that is not whole.</summary>
public sealed class ModelVersionsTests : IDisposable
{
    private readonly TrainedModels _models = new();
    private readonly TemporaryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly ModelVersions _versions;

    public ModelVersionsTests() => _versions = new ModelVersions(new ModelLoader(_store.Artifacts, new ModelRegistryStore(_store.Artifacts), _models.Trainers, TransformCatalog.BuiltIn, new ModelMeters(), _clock), _clock);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Get_AskedForAtOnce_LoadsOnce()
    {
        await StoreAsync(1);

        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _versions.GetAsync("dispatch", 1, Cancelled).AsTask(), Cancelled)));

        Assert.Single(asked.Distinct());
    }

    [Fact]
    [Trait("Acceptance", "55")]
    public async Task Get_MoreThanAreKept_ReturnsTheMemoryOfTheLeastUsed()
    {
        var first = await LoadAsync(1);
        for (var version = 2; version <= ModelVersions.MaximumLoaded; version++)
        {
            await LoadAsync(version);
            Assert.True(IsInMemory(first));
        }

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        for (var version = 1; version <= ModelVersions.MaximumLoaded; version++)
        {
            // The first becomes the least used again.
            await _versions.GetAsync("dispatch", version, Cancelled);
            await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        await LoadAsync(ModelVersions.MaximumLoaded + 1);
        await ReleasedAsync(first);
    }

    [Fact]
    [Trait("Acceptance", "55")]
    public async Task ReleaseIdle_NotAskedForInAWhile_ReturnsTheMemory()
    {
        var model = await LoadAsync(1);
        await _clock.AdvanceAsync(ModelVersions.IdleTime - TimeSpan.FromSeconds(1));
        _versions.ReleaseIdle();
        Assert.True(IsInMemory(model));

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        _versions.ReleaseIdle();
        await ReleasedAsync(model);
    }

    [Fact]
    public async Task Get_PackageIsHalfWritten_IsRefusedAndTriedAgainOnceItIsWhole()
    {
        var package = _models.Package(1).ToBytes();
        var path = ModelRegistryStore.PackageOf("dispatch", 1);
        await Assert.ThrowsAsync<InvalidDataException>(() => _versions.GetAsync("dispatch", 1, Cancelled).AsTask());
        for (var length = 0; length < package.Length; length += 37)
        {
            await _store.Artifacts.PutAsync(path, new BinaryData(package[..length]), Cancelled);
            await Assert.ThrowsAsync<InvalidDataException>(() => _versions.GetAsync("dispatch", 1, Cancelled).AsTask());
        }

        await _store.Artifacts.PutAsync(path, new BinaryData(package), Cancelled);
        Assert.Equal(1, (await _versions.GetAsync("dispatch", 1, Cancelled)).Manifest.Version);
    }

    [Fact]
    public async Task Get_PartsOfTwoPackagesMixed_IsRefused()
    {
        var (one, two) = (_models.Package(1), _models.Package(2));
        await _store.Artifacts.PutAsync(ModelRegistryStore.PackageOf("dispatch", 1), new BinaryData((one with { Model = two.Model }).ToBytes()), Cancelled);

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => _versions.GetAsync("dispatch", 1, Cancelled).AsTask());
        Assert.Contains("model.bin", exception.Message, StringComparison.Ordinal);
    }

    // What a thread of the pool did last may keep a reference for a moment.
    private static Task ReleasedAsync(WeakReference model) => Eventually.TrueAsync(() => !IsInMemory(model), "the model's memory to be returned");

    private static bool IsInMemory(WeakReference model)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return model.IsAlive;
    }

    private Task StoreAsync(int version) =>
        _store.Artifacts.PutAsync(ModelRegistryStore.PackageOf("dispatch", version), new BinaryData(_models.Package(version).ToBytes()), Cancelled);

    // Apart, so that no local variable of the test keeps the model alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> LoadAsync(int version)
    {
        await StoreAsync(version);
        var model = await _versions.GetAsync("dispatch", version, Cancelled);
        Assert.NotEmpty(model.Score(PredictionReader.Read("""{"features":[[1]]}"""u8, model.Preparation).Values));
        return new WeakReference(model);
    }
}
