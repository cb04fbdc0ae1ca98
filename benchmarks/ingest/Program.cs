using System.Globalization;
using MlFunctions.Ingest.Benchmarks;

// Without a measure all run; --seconds shortens those that last.
var seconds = args.SkipWhile(arg => arg != "--seconds").Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).FirstOrDefault();
var measures = new (string Name, Func<TestedServer, Task<IReadOnlyList<Measurement>>> Run)[]
{
    ("latency", server => ReadableAfter.RunAsync(server, seconds: seconds > 0 ? seconds : 30)),
    ("throughput", server => SustainedRate.RunAsync(server, seconds: seconds > 0 ? seconds : 60)),
    ("outage", RedisOutage.RunAsync),
};

Console.WriteLine("| measure | ours | peer | ratio | goal |");
Console.WriteLine("|---|---|---|---|---|");
var named = args.Where(arg => Array.Exists(measures, measure => measure.Name == arg)).ToArray();
foreach (var (_, run) in measures.Where(measure => named.Length == 0 || named.Contains(measure.Name)))
{
    await using var server = await TestedServer.StartAsync();
    foreach (var row in await run(server))
    {
        Console.WriteLine($"| {row.Measure} | {row.Ours} | | | {row.Goal} |");
    }
}
