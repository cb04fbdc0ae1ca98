namespace MlFunctions.Ingestion.Csv;

/// <summary>Counts line ends: LF, CR LF and CR.</summary>
internal static class LineEnds
{
    public static int Count(ReadOnlySpan<byte> bytes)
    {
        var count = bytes.Count((byte)'\n');
        for (var i = bytes.IndexOf((byte)'\r'); i >= 0;)
        {
            count += i + 1 < bytes.Length && bytes[i + 1] == '\n' ? 0 : 1;
            var next = bytes[(i + 1)..].IndexOf((byte)'\r');
            i = next < 0 ? -1 : i + 1 + next;
        }

        return count;
    }
}
