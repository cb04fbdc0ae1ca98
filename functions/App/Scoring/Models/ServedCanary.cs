using System.Runtime.InteropServices;

namespace MlFunctions.Scoring;

/// <summary>A model that answers some requests in the champion's place.</summary>
/// <param name="Model">The model.</param>
/// <param name="Percent">How many of a hundred.</param>
public sealed record ServedCanary(ServedModel Model, double Percent)
{
    // Percents to two digits.
    private const uint Buckets = 10_000;

    /// <summary>
    /// Whether a request is the canary's. The same key always has the same answer while this canary is out, and one that has the canary
    /// keeps it when its share grows.
    /// </summary>
    /// <param name="key">What the caller calls the request or its subject.</param>
    public bool Answers(ReadOnlySpan<char> key) => Answers(MemoryMarshal.AsBytes(key));

    /// <inheritdoc cref="Answers(ReadOnlySpan{char})"/>
    /// <param name="key">Bytes that stand for the request.</param>
    public bool Answers(ReadOnlySpan<byte> key) => StableHash.Of(key, seed: (ulong)Model.Manifest.Version!.Value) % Buckets < Percent / 100 * Buckets;
}
