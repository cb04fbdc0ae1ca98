namespace MlFunctions.Learning;

/// <summary>
/// Rows in chunks that depend on how many rows there are, never on how many threads: each chunk is summed by one thread,
/// and the chunks are added up in order, so that a sum over rows is the same to the bit on any number of threads.
/// </summary>
internal sealed class RowChunks
{
    /// <summary>How many rows are worked on at a time, so that they stay in the cache.</summary>
    public const int BlockRows = 2048;

    private const int SmallestChunk = 4 * BlockRows;
    private const int MostChunks = 64;

    private readonly int _rows;
    private readonly int _chunkRows;
    private readonly int _threads;
    private readonly CancellationToken _cancellationToken;

    /// <param name="rows">How many rows there are.</param>
    /// <param name="threads">How many threads may be used.</param>
    /// <param name="cancellationToken">Ends the work between two chunks.</param>
    /// <param name="smallestChunk">How many rows a chunk has at least, where each needs much memory.</param>
    public RowChunks(int rows, int threads, CancellationToken cancellationToken, int smallestChunk = SmallestChunk)
    {
        _rows = rows;
        var wanted = Math.Max(Math.Max(SmallestChunk, smallestChunk), (rows + MostChunks - 1) / MostChunks);
        _chunkRows = (wanted + BlockRows - 1) / BlockRows * BlockRows;
        Count = (rows + _chunkRows - 1) / _chunkRows;
        _threads = threads;
        _cancellationToken = cancellationToken;
    }

    /// <summary>How many chunks there are.</summary>
    public int Count { get; }

    /// <summary>Calls <paramref name="work"/> with each chunk, its first row and the row after its last.</summary>
    public void Run(Action<int, int, int> work) =>
        Blocks.ForEach(_rows, _chunkRows, _threads, (first, end) => work(first / _chunkRows, first, end), _cancellationToken);

    /// <summary>Adds up what the chunks found, in order.</summary>
    /// <param name="partial">Chunk after chunk of <paramref name="width"/> sums.</param>
    /// <param name="width">How many sums each chunk has.</param>
    public static double[] Total(ReadOnlySpan<double> partial, int width)
    {
        var total = new double[width];
        for (var at = 0; at < partial.Length; at += width)
        {
            for (var j = 0; j < width; j++)
            {
                total[j] += partial[at + j];
            }
        }

        return total;
    }
}
