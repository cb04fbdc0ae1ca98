using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MlFunctions.Preparation;

/// <summary>How a preparation is saved with its model: JSON, in which every float is read back to the bit.</summary>
internal static class PreparationFormat
{
    /// <summary>Raised when what is saved changes its meaning.</summary>
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameTransforms } },
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes a preparation as UTF-8 JSON; the same preparation gives the same bytes.</summary>
    public static byte[] Write(FeaturePreparation preparation) =>
        JsonSerializer.SerializeToUtf8Bytes(new Saved(Version, preparation.Inputs, preparation.Transforms, preparation.Outputs, preparation.Places), Options);

    /// <summary>Reads back what <see cref="Write"/> wrote.</summary>
    /// <param name="json">What was written.</param>
    /// <param name="transforms">The transforms that it may hold; null: the program's own.</param>
    /// <exception cref="PreparationException">The bytes are not such a preparation, of another version, or hold a step that is not known.</exception>
    public static FeaturePreparation Read(ReadOnlySpan<byte> json, TransformCatalog? transforms = null)
    {
        Saved? saved;
        try
        {
            saved = JsonSerializer.Deserialize<Saved>(json, Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new PreparationException($"This is no saved preparation: {e.Message}", e);
        }

        return saved?.Version == Version
            ? new FeaturePreparation(saved.Inputs, [.. saved.Transforms.Select(transform => Bind(transform, transforms ?? TransformCatalog.BuiltIn))], saved.Outputs, saved.Places)
            : throw new PreparationException($"The preparation is of version {saved?.Version}; this program reads version {Version}.");
    }

    private static Transform Bind(Transform transform, TransformCatalog transforms) =>
        transform is Outside outside ? outside with { Implementation = transforms.Require(outside.Name) } : transform;

    private static void NameTransforms(JsonTypeInfo info)
    {
        if (info.Type != typeof(Transform))
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "transform" };
        foreach (var type in TransformCatalog.Types)
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name)));
        }
    }

    private sealed record Saved(
        int Version, IReadOnlyList<InputFeature> Inputs, IReadOnlyList<Transform> Transforms, IReadOnlyList<PreparedColumn> Outputs, Places Places);
}
