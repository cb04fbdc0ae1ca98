using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using MlFunctions.Storage;

namespace MlFunctions.Training;

/// <summary>
/// A model with all that is needed to serve it: a zip of <c>manifest.json</c>, <c>preparation.json</c> and <c>model.bin</c>.
/// The manifest holds the hashes of the other two, so that parts of different models cannot be mixed.
/// </summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Preparation">The fitted preparation.</param>
/// <param name="Model">The model file.</param>
internal sealed record ModelPackage(ModelManifest Manifest, ReadOnlyMemory<byte> Preparation, ReadOnlyMemory<byte> Model)
{
    private const string ManifestEntry = "manifest.json";
    private const string PreparationEntry = "preparation.json";
    private const string ModelEntry = "model.bin";

    // A package of the same parts is the same bytes, whenever it was written.
    private static readonly DateTimeOffset EntryTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A package whose manifest holds the hashes of its parts.</summary>
    public static ModelPackage Create(ModelManifest manifest, ReadOnlyMemory<byte> preparation, ReadOnlyMemory<byte> model) =>
        new(manifest with { Hashes = Hashed(preparation, model) }, preparation, model);

    /// <summary>The zip.</summary>
    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, ManifestEntry, JsonSerializer.SerializeToUtf8Bytes(Manifest, AppJson.Stored));
            Add(zip, PreparationEntry, Preparation);
            Add(zip, ModelEntry, Model);
        }

        return file.ToArray();
    }

    /// <summary>Reads a package and holds its parts against their hashes.</summary>
    /// <param name="content">The zip.</param>
    /// <param name="path">Where it came from, for errors.</param>
    /// <exception cref="InvalidDataException">It is not a whole and unchanged package.</exception>
    public static ModelPackage Read(BinaryData content, ArtifactPath path)
    {
        try
        {
            using var zip = new ZipArchive(content.ToStream(), ZipArchiveMode.Read);
            var manifest = ArtifactStoreExtensions.FromJson<ModelManifest>(new BinaryData(Part(zip, ManifestEntry)), path);
            var package = new ModelPackage(manifest, Part(zip, PreparationEntry), Part(zip, ModelEntry));
            foreach (var (entry, hash) in Hashed(package.Preparation, package.Model))
            {
                if (manifest.Hashes.GetValueOrDefault(entry) != hash)
                {
                    throw new InvalidDataException($"its {entry} is not the one that its manifest was made for");
                }
            }

            return package;
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The model package {path} cannot be used: {exception.Message}", exception);
        }
    }

    private static SortedDictionary<string, string> Hashed(ReadOnlyMemory<byte> preparation, ReadOnlyMemory<byte> model) => new(StringComparer.Ordinal)
    {
        [PreparationEntry] = Convert.ToHexStringLower(SHA256.HashData(preparation.Span)),
        [ModelEntry] = Convert.ToHexStringLower(SHA256.HashData(model.Span)),
    };

    private static void Add(ZipArchive zip, string name, ReadOnlyMemory<byte> content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = EntryTime;
        using var stream = entry.Open();
        stream.Write(content.Span);
    }

    private static byte[] Part(ZipArchive zip, string name)
    {
        var entry = zip.GetEntry(name) ?? throw new InvalidDataException($"it has no {name}");
        using var stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
