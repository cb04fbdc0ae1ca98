using System.Runtime.InteropServices;

namespace MlFunctions.Ingestion.Csv;

/// <summary>Counts the lines of a block up to offsets that rise.</summary>
/// <param name="line">The line of the block's first byte, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal struct LineCounter(long line)
{
    private int _counted;
    private long _line = line;

    /// <summary>The line at an offset.</summary>
    public long At(ReadOnlySpan<byte> bytes, int offset)
    {
        for (var i = _counted; i < offset; i++)
        {
            _line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n') ? 1 : 0;
        }

        _counted = offset;
        return _line;
    }
}
