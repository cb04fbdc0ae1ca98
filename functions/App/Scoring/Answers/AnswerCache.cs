namespace MlFunctions.Scoring;

/// <summary>
/// Answers of one model to requests that come again, byte for byte. Small requests only, a fixed number of places, and a request must have
/// come twice before it takes one, so that varied requests cost next to nothing. Gone with its model.
/// </summary>
public sealed class AnswerCache
{
    /// <summary>The most bytes that a request or an answer may have to be kept.</summary>
    public const int MaximumBytes = 1024;

    private const int Places = 1024;

    private readonly ulong[] _seen = new ulong[Places];
    private readonly KeptAnswer?[] _kept = new KeptAnswer?[Places];

    /// <summary>The answer that is kept for a request.</summary>
    /// <param name="body">The request as it came.</param>
    /// <param name="hash">Receives what <see cref="Keep"/> asks for; 0: the request is too large to be kept.</param>
    public KeptAnswer? Find(ReadOnlySpan<byte> body, out ulong hash)
    {
        if (body.Length > MaximumBytes)
        {
            hash = 0;
            return null;
        }

        hash = StableHash.Of(body, seed: 0) | 1;
        var kept = Volatile.Read(ref _kept[hash % Places]);
        return kept is not null && kept.Body.Span.SequenceEqual(body) ? kept : null;
    }

    /// <summary>Keeps an answer if its request has been seen before.</summary>
    /// <param name="hash">What <see cref="Find"/> gave.</param>
    /// <param name="answer">The answer.</param>
    public void Keep(ulong hash, KeptAnswer answer)
    {
        if (hash == 0 || answer.Answer.Length > MaximumBytes)
        {
            return;
        }

        // Places are written without a lock: whichever of two writers is last, what is read is one whole answer.
        ref var seen = ref _seen[hash % Places];
        if (Volatile.Read(ref seen) == hash)
        {
            Volatile.Write(ref _kept[hash % Places], answer);
        }
        else
        {
            Volatile.Write(ref seen, hash);
        }
    }
}
