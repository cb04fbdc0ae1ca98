using System.Diagnostics;
using System.Text.Json;

namespace MlFunctions.Learning.Benchmarks;

/// <summary>What our side does in a process of its own, as <c>peers.py</c> does on the other; prints the same JSON.</summary>
internal static class Work
{
    /// <summary>The first argument that asks for it.</summary>
    public const string Argument = "work";

    private const int Threads = 2;

    public static void Run(string[] arguments)
    {
        object result = arguments switch
        {
            ["train", var rows, var columns, var task, var trainer, var repeat] => Train(Table(rows, columns, task), trainer, int.Parse(repeat)),
            ["score", var rows, var columns, var task, var trainer] => Score(Table(rows, columns, task), trainer),
            _ => throw new ArgumentException($"Unknown work: {string.Join(' ', arguments)}."),
        };
        Console.WriteLine(JsonSerializer.Serialize(result));
    }

    private static SyntheticTable Table(string rows, string columns, string task) => new(int.Parse(rows), int.Parse(columns), task);

    private static object Train(SyntheticTable table, string trainer, int repeat)
    {
        var (train, test) = table.Read();
        var (seconds, model) = Timing.Median(repeat, () => Learn(table, trainer, train));
        using var process = Process.GetCurrentProcess();
        var megabytes = process.PeakWorkingSet64 / 1048576.0;
        var outputs = new double[test.Rows * model.OutputCount];
        model.Predict(test.Features, outputs, Threads);
        var quality = MetricCatalog.BuiltIn.Get(table.Task == "binary" ? "auc" : "r2").Compute(test, outputs);
        return new { seconds, quality, megabytes };
    }

    private static object Score(SyntheticTable table, string trainer)
    {
        var (train, test) = table.Read();
        var model = Learn(table, trainer, train.Take([.. Enumerable.Range(0, 50_000)]));
        var outputs = new double[train.Rows * model.OutputCount];
        var (whole, _) = Timing.Median(11, () =>
        {
            model.Predict(train.Features, outputs, Threads);
            return 0;
        });

        const int count = 10_000;
        var rows = Enumerable.Range(0, count).Select(_ => new float[model.FeatureCount]).ToArray();
        for (var r = 0; r < count; r++)
        {
            test.Features.CopyRow(r, rows[r]);
        }

        var output = new double[model.OutputCount];
        var (one, _) = Timing.Median(31, () =>
        {
            foreach (var row in rows)
            {
                model.Predict(row, output);
            }

            return 0;
        });
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Predict(rows[0], output);
        var allocatedBytesPerRow = GC.GetAllocatedBytesForCurrentThread() - before;
        return new { rowsPerSecond = train.Rows / whole, microsecondsPerRow = one / count * 1e6, allocatedBytesPerRow };
    }

    private static IModel Learn(SyntheticTable table, string trainer, Dataset data)
    {
        (string, object?)[] settings = trainer switch
        {
            "random-forest" => [("trees", 100), ("maxDepth", 8)],
            "gradient-boosting" => [("rounds", 100), ("maxDepth", 6), ("learningRate", 0.1), ("maxBins", 256)],
            "decision-tree" => [("maxDepth", 8)],
            _ => [],
        };
        var options = new TrainingOptions { Threads = Threads, Hyperparameters = new HyperparameterSet(settings.Select(s => KeyValuePair.Create(s.Item1, s.Item2))) };
        return TrainerCatalog.BuiltIn.Get(trainer).Train(table.LearningTask, data, options);
    }
}
