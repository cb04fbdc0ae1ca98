using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using MlFunctions.Storage;

namespace MlFunctions.Training;

/// <summary>
/// A model with all that is needed to serve it, and all that is known of it: a zip of <c>manifest.json</c>, <c>preparation.json</c> and
/// <c>model.bin</c>; once it is deployed also <c>evaluation.json</c> and <c>condition.json</c>.
/// The manifest holds the hashes of the others, so that parts of different models cannot be mixed.
/// </summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Preparation">The fitted preparation.</param>
/// <param name="Model">The model file.</param>
public sealed record ModelPackage(ModelManifest Manifest, ReadOnlyMemory<byte> Preparation, ReadOnlyMemory<byte> Model)
{
    private const string ManifestEntry = "manifest.json";
    private const string PreparationEntry = "preparation.json";
    private const string ModelEntry = "model.bin";
    private const string EvaluationEntry = "evaluation.json";
    private const string ConditionEntry = "condition.json";

    // A package of the same parts is the same bytes, whenever it was written.
    private static readonly DateTimeOffset EntryTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How the model was judged on the holdout, as JSON; empty in a candidate.</summary>
    public ReadOnlyMemory<byte> Evaluation { get; private init; }

    /// <summary>The condition of the data that it was made from, as JSON; empty in a candidate.</summary>
    public ReadOnlyMemory<byte> Condition { get; private init; }

    /// <summary>A package whose manifest holds the hashes of its parts.</summary>
    public static ModelPackage Create(ModelManifest manifest, ReadOnlyMemory<byte> preparation, ReadOnlyMemory<byte> model) =>
        new ModelPackage(manifest, preparation, model).Hashed();

    /// <summary>The package with what is known of the model.</summary>
    public ModelPackage With(ReadOnlyMemory<byte> evaluation, ReadOnlyMemory<byte> condition) =>
        (this with { Evaluation = evaluation, Condition = condition }).Hashed();

    /// <summary>The zip.</summary>
    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, ManifestEntry, JsonSerializer.SerializeToUtf8Bytes(Manifest, AppJson.Stored));
            foreach (var (entry, content) in Parts())
            {
                Add(zip, entry, content);
            }
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
            PackageSize.Check(content);
            using var zip = new ZipArchive(content.ToStream(), ZipArchiveMode.Read);
            var manifest = ArtifactStoreExtensions.FromJson<ModelManifest>(new BinaryData(Required(zip, ManifestEntry)), path);
            var package = new ModelPackage(manifest, Required(zip, PreparationEntry), Required(zip, ModelEntry))
            {
                Evaluation = Part(zip, EvaluationEntry),
                Condition = Part(zip, ConditionEntry),
            };
            var hashes = package.Hashed().Manifest.Hashes;
            foreach (var entry in hashes.Keys.Union(manifest.Hashes.Keys, StringComparer.Ordinal))
            {
                if (manifest.Hashes.GetValueOrDefault(entry) != hashes.GetValueOrDefault(entry))
                {
                    throw new InvalidDataException($"its {entry} is not the one that its manifest was made for");
                }
            }

            return package;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or OverflowException or NotSupportedException)
        {
            throw new InvalidDataException($"The model package {path} cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>The package of a version that the registry names: read, and held against what the registry says of it.</summary>
    /// <param name="content">The zip.</param>
    /// <param name="path">Where it came from, for errors.</param>
    /// <param name="pipeline">The pipeline whose registry it is.</param>
    /// <param name="version">The version.</param>
    /// <param name="hash">The hash of the zip that the registry holds; null: it holds none, as it did not in earlier versions of the app.</param>
    /// <exception cref="InvalidDataException">It is not a whole and unchanged package of that version.</exception>
    public static ModelPackage Read(BinaryData content, ArtifactPath path, string pipeline, int version, string? hash)
    {
        var package = Read(content, path);
        var fault = package.Manifest.Pipeline != pipeline ? $"it is a package of pipeline '{package.Manifest.Pipeline}', expected one of '{pipeline}'"
            : package.Manifest.Version is { } other && other != version ? $"its manifest says that it is version {other}, expected {version}"
            : hash is not null && hash != HashOf(content) ? $"it is not the file that was deployed as version {version}: its hash is {HashOf(content)}, the registry has {hash}"
            : null;
        return fault is null ? package : throw new InvalidDataException($"The model package {path} cannot be used: {fault}");
    }

    /// <summary>SHA-256 of a package, hexadecimal.</summary>
    public static string HashOf(BinaryData content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private IEnumerable<(string Entry, ReadOnlyMemory<byte> Content)> Parts() => new[]
    {
        (PreparationEntry, Preparation),
        (ModelEntry, Model),
        (EvaluationEntry, Evaluation),
        (ConditionEntry, Condition),
    }.Where(part => !part.Item2.IsEmpty);

    private ModelPackage Hashed() => this with
    {
        Manifest = Manifest with
        {
            Hashes = new SortedDictionary<string, string>(
                Parts().ToDictionary(part => part.Entry, part => Convert.ToHexStringLower(SHA256.HashData(part.Content.Span)), StringComparer.Ordinal),
                StringComparer.Ordinal),
        },
    };

    private static void Add(ZipArchive zip, string name, ReadOnlyMemory<byte> content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = EntryTime;
        using var stream = entry.Open();
        stream.Write(content.Span);
    }

    private static byte[] Required(ZipArchive zip, string name) =>
        Part(zip, name) is { Length: > 0 } part ? part : throw new InvalidDataException($"it has no {name}");

    private static byte[] Part(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry)
        {
            return [];
        }

        var content = GC.AllocateUninitializedArray<byte>(checked((int)entry.Length));
        using var stream = entry.Open();
        stream.ReadExactly(content);
        return stream.ReadByte() < 0 ? content : throw new InvalidDataException($"its {name} is longer than it says");
    }
}
