using System.Buffers;

namespace MlFunctions.Preparation;

/// <summary>Takes rows through the transforms a block at a time, so that what is in work stays in the cache.</summary>
internal static class BlockRun
{
    private const int RowsAtATime = 1024;

    /// <summary>What is done with a block: <paramref name="rows"/>, the first of which is row <paramref name="start"/> of the table.</summary>
    internal delegate void BlockAction(int start, RowBlock rows);

    /// <summary>Calls <paramref name="action"/> for all rows; the blocks share nothing, so any number of threads gives the same.</summary>
    public static void Over(int rows, Places places, int threads, BlockAction action)
    {
        var blocks = (rows + RowsAtATime - 1) / RowsAtATime;
        if (threads == 1 || blocks <= 1)
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
            var count = Math.Min(RowsAtATime, rows - (b * RowsAtATime));
            var values = ArrayPool<float>.Shared.Rent(places.Values * count);
            var instants = ArrayPool<double>.Shared.Rent(places.Instants * count);
            var texts = ArrayPool<string?>.Shared.Rent(places.Texts * count);
            action(b * RowsAtATime, new RowBlock(values, instants, texts, count));
            ArrayPool<float>.Shared.Return(values);
            ArrayPool<double>.Shared.Return(instants);
            ArrayPool<string?>.Shared.Return(texts, clearArray: true);
        }
    }
}
