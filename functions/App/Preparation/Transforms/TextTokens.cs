namespace MlFunctions.Preparation;

/// <summary>Cuts a text into words: runs of letters and digits, in lower case.</summary>
internal ref struct TextTokens(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>The word found last, not yet in lower case.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Finds the next word.</summary>
    public bool Next()
    {
        var start = 0;
        while (start < _rest.Length && !char.IsLetterOrDigit(_rest[start]))
        {
            start++;
        }

        var end = start;
        while (end < _rest.Length && char.IsLetterOrDigit(_rest[end]))
        {
            end++;
        }

        Current = _rest[start..end];
        _rest = _rest[end..];
        return !Current.IsEmpty;
    }
}
