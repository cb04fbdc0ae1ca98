using MlFunctions.LocalHost.Benchmarks;

// Without arguments everything runs; otherwise the named measures do.
var measures = new (string Name, Func<Task<IReadOnlyList<Measurement>>> Run)[]
{
    ("start", StartUp.RunAsync),
    ("http", HttpOverhead.RunAsync),
    ("messaging", Messaging.RunAsync),
    ("latency", DeliveryLatency.RunAsync),
    ("fan-out", DurableFanOut.RunAsync),
    ("sequences", DurableSequences.RunAsync),
    ("replay", DurableReplay.RunAsync),
    ("state", StateLayer.RunAsync),
    ("growth", DurableGrowth.RunAsync),
};

Console.WriteLine("| measure | ours | peer | ratio | goal |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var (_, run) in measures.Where(measure => args.Length == 0 || args.Contains(measure.Name)))
{
    foreach (var row in await run())
        Console.WriteLine($"| {row.Measure} | {row.Ours} | {row.Peer} | {row.Ratio?.ToString("0.00")} | {row.Goal} |");
}
