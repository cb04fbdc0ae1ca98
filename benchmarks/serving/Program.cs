using MlFunctions.Serving.Benchmarks;

// Without arguments everything runs; otherwise the named measures do. --short takes a few seconds each, to see that they work.
var seconds = args.Contains("--short") ? 2 : 15;
var named = args.Where(argument => argument != "--short").ToArray();
var measures = new (string Name, Func<Server, Task<IReadOnlyList<Measurement>>> Run)[]
{
    ("predict", server => Predictions.BesidePeerAsync(server, seconds)),
    ("swap", server => Predictions.UnderSwapsAsync(server, seconds)),
    ("shadows", server => Predictions.WithShadowsAsync(server, seconds)),
    ("overload", server => Overload.RunAsync(server, seconds * 4)),
};

await using var ours = await Server.StartOursAsync();
await Load.RunAsync(ours.Predict, "row.lua", seconds);
Console.WriteLine("| measure | ours | peer | ratio | goal |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var (_, run) in measures.Where(measure => named.Length == 0 || named.Contains(measure.Name)))
{
    foreach (var row in await run(ours))
    {
        Console.WriteLine($"| {row.Measure} | {row.Ours} | {row.Peer} | {row.Ratio?.ToString("0.00")} | {row.Goal} |");
    }
}
