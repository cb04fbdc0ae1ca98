using MlFunctions.Learning.Benchmarks;

if (args is [Work.Argument, .. var work])
{
    Work.Run(work);
    return;
}

// Without arguments everything runs; otherwise the named measures do.
var measures = new (string Name, Func<IEnumerable<Measurement>> Run)[]
{
    ("dispatch", DispatchSearch.Run),
    ("trees", TreeTraining.Run),
    ("linear", LinearTraining.Run),
    ("scoring", Scoring.Run),
    ("growth", Growth.Run),
};

Console.WriteLine("| measure | ours | peer | ratio | goal |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var (_, run) in measures.Where(m => args.Length == 0 || args.Contains(m.Name)))
{
    foreach (var row in run())
    {
        Console.WriteLine($"| {row.Measure} | {row.Ours} | {row.Peer} | {row.Ratio?.ToString("0.00")} | {row.Goal} |");
    }
}
