using MlFunctions.Retrain.Benchmarks;

// The table of the search, then the measures to run; all of them without any.
var measures = new (string Name, Func<Task<IReadOnlyList<Measurement>>> Run)[]
{
    ("search", () => WholeSearch.RunAsync(args[0])),
    ("dispatch", DroppedFile.RunAsync),
};

Console.WriteLine("| measure | ours | peer | ratio | goal |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var (_, run) in measures.Where(measure => args.Length == 1 || args.Contains(measure.Name)))
{
    foreach (var row in await run())
    {
        Console.WriteLine($"| {row.Measure} | {row.Ours} | {row.Peer} | {row.Ratio?.ToString("0.00")} | {row.Goal} |");
    }
}
