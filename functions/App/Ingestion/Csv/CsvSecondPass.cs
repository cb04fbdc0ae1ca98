namespace MlFunctions.Ingestion.Csv;

/// <summary>Parses the blocks side by side.</summary>
internal static class CsvSecondPass
{
    /// <summary>What each block held, in the order of the file.</summary>
    /// <exception cref="CsvException">The file cannot be read as a whole; the first block that says so speaks.</exception>
    public static async Task<IReadOnlyList<CsvBlockResult>> ParseAsync(
        CsvSource source, IReadOnlyList<CsvBlock> blocks, CsvField[] fields, int categories, CsvOptions options, CancellationToken cancellationToken)
    {
        var results = new CsvBlockResult[blocks.Count];
        var longest = blocks.Max(b => b.Length);
        var next = -1;
        var descriptions = new Descriptions(results, options.MaxFaults);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Threads, blocks.Count)).Select(_ => Task.Run(ParseBlocksAsync, cancellationToken)));
        return results.FirstOrDefault(r => r.Refusal is not null)?.Refusal is { } refusal ? throw refusal : results;

        async Task ParseBlocksAsync()
        {
            var parser = new CsvBlockParser(source.File, fields, categories, options);
            var buffer = new byte[longest + CsvSource.Padding];
            for (var b = Interlocked.Increment(ref next); b < blocks.Count; b = Interlocked.Increment(ref next))
            {
                await source.ReadBlockAsync(blocks[b], buffer, cancellationToken);
                descriptions.Add(b, parser.Parse(buffer, blocks[b], descriptions.Left));
            }
        }
    }

    /// <summary>
    /// How many bad rows are still worth describing: those of the blocks before that are all done count, so that whatever the threads do
    /// the first bad rows of the file are described, and a file of nothing else takes no memory.
    /// </summary>
    private sealed class Descriptions(CsvBlockResult?[] results, int limit)
    {
        private readonly Lock _lock = new();
        private int _done;
        private int _left = limit;

        public int Left => Volatile.Read(ref _left);

        public void Add(int block, CsvBlockResult result)
        {
            lock (_lock)
            {
                results[block] = result;
                for (; _done < results.Length && results[_done] is { } done; _done++)
                {
                    _left = Math.Max(0, _left - done.BadRows);
                }
            }
        }
    }
}
