using System.Buffers;

namespace MlFunctions.Preparation;

/// <summary>Takes a table through the transforms a block of rows at a time, so that what is in work stays in the cache.</summary>
internal static class BlockRun
{
    private const int RowsAtATime = 1024;

    internal delegate void BlockAction(BlockSpan block);

    /// <summary>Calls <paramref name="action"/> for all rows, on one thread, in order.</summary>
    public static void Over(int rows, int places, BlockAction action) => Over(rows, places, 1, action);

    /// <summary>Calls <paramref name="action"/> for all rows; the blocks share nothing, so any number of threads gives the same.</summary>
    public static void Over(int rows, int places, int threads, BlockAction action)
    {
        var blocks = (rows + RowsAtATime - 1) / RowsAtATime;
        if (threads == 1 || blocks == 1)
        {
            for (var b = 0; b < blocks; b++)
            {
                Run(b);
            }
        }
        else
        {
            Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, Run);
        }

        void Run(int b)
        {
            var start = b * RowsAtATime;
            var count = Math.Min(RowsAtATime, rows - start);
            var buffer = ArrayPool<float>.Shared.Rent(places * count);
            action(new BlockSpan(start, count, new RowBlock(buffer, count)));
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>A block and where it stands in the table.</summary>
    internal readonly ref struct BlockSpan(int start, int count, RowBlock rows)
    {
        public int Start { get; } = start;

        public int Count { get; } = count;

        public RowBlock Rows { get; } = rows;
    }
}
