using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Deployment;

/// <summary>How models ship, as docs/decisions/004-how-models-ship.md says.</summary>
public sealed class ShippedPackageTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    [Fact]
    [Trait("Acceptance", "54")]
    [Trait("Acceptance", "47")]
    public void ADeployedModel_IsOnePackage_WhoseManifestHoldsTheHashOfEveryOtherPart()
    {
        using var package = Open();

        Assert.Equal(
            ["manifest.json", "preparation.json", "model.bin", "evaluation.json", "condition.json"],
            package.Entries.Select(entry => entry.FullName));
        using var manifest = JsonDocument.Parse(Content(package, "manifest.json"));
        var hashes = manifest.RootElement.GetProperty("hashes");
        Assert.Equal(package.Entries.Count - 1, hashes.EnumerateObject().Count());
        Assert.All(hashes.EnumerateObject(), hash => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Content(package, hash.Name))), hash.Value.GetString()));

        // A format of numbers with a magic word, not a serialised object.
        Assert.Equal("MLFM"u8.ToArray(), Content(package, "model.bin")[..4]);
    }

    [Fact]
    [Trait("Acceptance", "54")]
    public void TheDecision_IsWrittenDown_AndNamesEveryPart()
    {
        var decision = File.ReadAllText(Path.Combine(Repository.Root, "docs", "decisions", "004-how-models-ship.md"));
        using var package = Open();

        Assert.All(package.Entries, entry => Assert.Contains($"`{entry.FullName}`", decision, StringComparison.Ordinal));
    }

    private static byte[] Content(ZipArchive package, string name)
    {
        using var entry = package.GetEntry(name)!.Open();
        using var content = new MemoryStream();
        entry.CopyTo(content);
        return content.ToArray();
    }

    private ZipArchive Open() => ZipFile.OpenRead(Path.Combine(trained.Host.Functions.StateDirectory, "blobs", "models", "dispatch", "1.zip"));
}
