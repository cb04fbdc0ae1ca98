using System.Buffers;

namespace MlFunctions.Preparation;

/// <summary>Finds the n-grams of a text: runs of words joined by a space, or runs of characters, in lower case.</summary>
/// <param name="Characters">Whether runs are of characters; otherwise they are of words.</param>
/// <param name="Shortest">The length of the shortest run.</param>
/// <param name="Longest">The length of the longest run.</param>
internal sealed record TextPieces(bool Characters, int Shortest, int Longest)
{
    private const int MostWords = 100_000;

    /// <summary>Is told of one piece, which is valid during the call.</summary>
    internal delegate void PieceAction<TState>(ReadOnlySpan<char> piece, TState state)
        where TState : allows ref struct;

    /// <summary>Settings: <c>unit</c> word (the default) or character; <c>shortest</c> and <c>longest</c>, 1 by default.</summary>
    public static TextPieces Of(TransformSettings settings)
    {
        var characters = settings.Word("unit", "word", ["word", "character"]) == "character";
        var shortest = settings.Whole("shortest", 1, 1, 10);
        return new TextPieces(characters, shortest, settings.Whole("longest", shortest, shortest, 10));
    }

    /// <summary>Calls <paramref name="action"/> for every piece of a text, in order; allocates nothing itself.</summary>
    public void Each<TState>(string? text, TState state, PieceAction<TState> action)
        where TState : allows ref struct
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        // Words are written one after the other with a space between them, so that a run of words is a run of characters.
        var buffer = ArrayPool<char>.Shared.Rent(text.Length + 1);
        var starts = ArrayPool<int>.Shared.Rent(Math.Min(text.Length, MostWords) + 2);
        var count = Characters ? ByCharacter(text, buffer, starts) : ByWord(text, buffer, starts);
        var gap = Characters ? 0 : 1;
        for (var first = 0; first < count; first++)
        {
            for (var length = Shortest; length <= Longest && first + length <= count; length++)
            {
                action(buffer.AsSpan(starts[first]..(starts[first + length] - gap)), state);
            }
        }

        ArrayPool<char>.Shared.Return(buffer);
        ArrayPool<int>.Shared.Return(starts);
    }

    private static int ByCharacter(string text, char[] buffer, int[] starts)
    {
        var count = Math.Min(text.Length, MostWords);
        for (var i = 0; i < count; i++)
        {
            buffer[i] = char.ToLowerInvariant(text[i]);
            starts[i] = i;
        }

        starts[count] = count;
        return count;
    }

    private static int ByWord(string text, char[] buffer, int[] starts)
    {
        var tokens = new TextTokens(text);
        var length = 0;
        var count = 0;
        while (count < MostWords && tokens.Next())
        {
            starts[count++] = length;
            length += tokens.Current.ToLowerInvariant(buffer.AsSpan(length));
            buffer[length++] = ' ';
        }

        starts[count] = length;
        return count;
    }
}
