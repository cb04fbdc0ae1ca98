using MlFunctions.Csv.Benchmarks;

// The file's name, then the measures to run; all of them without any.
var table = new BenchmarkTable(args[0]);
var measures = new (string Name, Func<Task<Measurement>> Run)[]
{
    ("two-threads", () => Speed(threads: 2, goal: "5")),
    ("one-thread", () => Speed(threads: 1, goal: "3")),
    ("memory", Memory),
    ("matrix", Matrix),
    ("parity", () => Task.FromResult(Parity.Measure())),
    ("upload", Upload.MeasureAsync),
};

Console.WriteLine("| measure | ours | peer | ratio | goal |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var (_, run) in measures.Where(m => args.Length == 1 || args.Contains(m.Name)))
{
    var row = await run();
    Console.WriteLine($"| {row.Measure} | {row.Ours} | {row.Peer} | {row.Ratio:0.00} | {row.Goal} |");
}

async Task<Measurement> Speed(int threads, string goal)
{
    var seconds = await Timing.MedianAsync(() => table.ReadAsync(threads));
    var peer = Peer.Run("read", table.Path, "5").GetProperty("seconds").GetDouble();
    return new($"500,000 × 28 into typed columns, {threads} thread{(threads > 1 ? "s" : "")} (pandas, C engine)", $"{seconds:0.000} s", $"{peer:0.000} s", peer / seconds, goal);
}

async Task<Measurement> Memory()
{
    var before = GC.GetTotalAllocatedBytes(precise: true);
    var read = await table.ReadAsync(threads: 2);
    var allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6;
    var floats = read.Table.Columns.Count * read.Table.Rows * sizeof(float) / 1e6;
    var peer = Peer.Run("read", table.Path, "1").GetProperty("added").GetDouble();
    return new($"all memory allocated to read it; the table has {floats:0} MB of floats (pandas: peak added)", $"{allocated:0} MB", $"{peer:0} MB", peer / allocated, $"≤ {2 * floats:0} MB");
}

async Task<Measurement> Matrix()
{
    var seconds = await Timing.MedianAsync(() => table.ToFeaturesAsync(threads: 2));
    var peer = Peer.Run("matrix", table.Path, "5").GetProperty("seconds").GetDouble();
    return new("CSV to prepared features and targets, 2 threads (pandas and to_numpy)", $"{seconds:0.000} s", $"{peer:0.000} s", peer / seconds, "< 1 s");
}
