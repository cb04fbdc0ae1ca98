using System.Runtime.ExceptionServices;

namespace MlFunctions.Learning;

/// <summary>Work on a range of numbers, cut into blocks whose bounds do not depend on the number of threads.</summary>
internal static class Blocks
{
    /// <summary>Calls <paramref name="body"/> with the start and end of every block, on up to <paramref name="threads"/> threads.</summary>
    public static void ForEach(int count, int blockSize, int threads, Action<int, int> body, CancellationToken cancellationToken)
    {
        var blocks = (count + blockSize - 1) / blockSize;
        if (threads == 1 || blocks <= 1)
        {
            for (var block = 0; block < blocks; block++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                body(block * blockSize, Math.Min(count, (block + 1) * blockSize));
            }

            return;
        }

        try
        {
            Parallel.For(
                0,
                blocks,
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
                block => body(block * blockSize, Math.Min(count, (block + 1) * blockSize)));
        }
        catch (AggregateException e)
        {
            // A caller sees the same exception on one thread and on many.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
