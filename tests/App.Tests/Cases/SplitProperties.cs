using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Segregation;

namespace MlFunctions.Tests.Cases;

/// <summary>What holds for every split and every search fold of 1,000 seeded random tables with repeated rows, of all tasks and strategies.</summary>
public sealed class SplitProperties
{
    private const int Tables = 1000;

    // Beyond this a chi-squared value of one degree of freedom comes about once in ten million tables.
    private const double BeyondChance = 28.4;

    private static readonly SplitStrategy[] Strategies =
        [SplitStrategy.Random, SplitStrategy.Shuffled, SplitStrategy.Sequential, SplitStrategy.Grouped, SplitStrategy.TimeOrdered, SplitStrategy.Named];

    private static readonly LearningTask[] Tasks = [LearningTask.Regression, LearningTask.Binary, LearningTask.Multiclass, LearningTask.Clustering, LearningTask.Forecast];

    [Fact]
    public void TheTargetGivenTheInputs_IsTheSameOnBothSides_AndFoldsAreDrawnLikeTheSplit()
    {
        var service = new SegregationService([new DrawnSplitter(), new OrderedSplitter(), new NamedSplitter(new EveryThird())]);
        var statistics = new List<double>();
        for (var seed = 0; seed < Tables; seed++)
        {
            var random = new RandomStream(99, (ulong)seed);
            var table = RandomTable(random, out var inputs);
            var definition = Asked(seed, random, inputs);
            var split = service.Divide(table, holdoutRows: 0, definition);
            Assert.Equal(Enumerable.Range(0, table.Rows), split.Training.Concat(split.Holdout).Order());
            Assert.NotEmpty(split.Training);
            Assert.NotEmpty(split.Holdout);
            Hold(table, definition, split.Training, split.Holdout, seed);
            statistics.AddRange(MantelHaenszel(table, inputs, split.Training));

            var training = table.Take(split.Training);
            var (folds, warning) = service.FoldsOf(training, definition);
            Assert.Null(warning);
            Assert.Equal(definition.Folds, folds.Count);
            foreach (var fold in folds.Where(fold => fold.TestRows.Count > 0 && fold.TrainRows.Count > 0))
            {
                Hold(training, definition, [.. fold.TrainRows], [.. fold.TestRows], seed);
                statistics.AddRange(MantelHaenszel(training.Take([.. fold.TrainRows, .. fold.TestRows]), inputs, [.. Enumerable.Range(0, fold.TrainRows.Count)]));
            }
        }

        // Each by itself, and all together: the mean of so many values of chi-squared is 1.
        Assert.True(statistics.Count > 2 * Tables);
        Assert.All(statistics, statistic => Assert.InRange(statistic, 0, BeyondChance));
        Assert.InRange(statistics.Average(), 0.9, 1.1);
    }

    // What belongs together is on one side, and nothing is learned from what comes later.
    private static void Hold(SourceTable table, PipelineDefinition definition, int[] training, int[] holdout, int seed)
    {
        Assert.Empty(training.Intersect(holdout));
        switch (definition.Split.Strategy)
        {
            case SplitStrategy.Grouped:
                var groups = ((CategoryColumn)table.Get("group")).Codes;
                Assert.True(!training.Select(row => groups[row]).Intersect(holdout.Select(row => groups[row])).Any(), $"table {seed}");
                break;
            case SplitStrategy.TimeOrdered:
                var times = ((PreciseColumn)table.Get("time")).Values;
                Assert.True(training.Max(row => times[row]) < holdout.Min(row => times[row]), $"table {seed}");
                break;
            case SplitStrategy.Sequential:
                Assert.True(training.Max() < holdout.Min(), $"table {seed}");
                break;
            case SplitStrategy.Random or SplitStrategy.Shuffled when table.Find("key") is PreciseColumn { Values: var keys }:
                Assert.True(!training.Select(row => keys[row]).Intersect(holdout.Select(row => keys[row])).Any(), $"table {seed}");
                break;
        }
    }

    // Cochran, Mantel and Haenszel: by inputs, how many of the upper half of targets are on one side, against what a draw would have.
    private static IEnumerable<double> MantelHaenszel(SourceTable table, string[] inputs, int[] training)
    {
        var like = DuplicateRows.FirstLike(table.Select(inputs));
        var upper = ((PreciseColumn)table.Get("y")).Values;
        var trains = new bool[table.Rows];
        Array.ForEach(training, row => trains[row] = true);
        var (difference, variance) = (0.0, 0.0);
        foreach (var group in Enumerable.Range(0, table.Rows).GroupBy(row => like[row]).Select(rows => rows.ToArray()).Where(rows => rows.Length > 1))
        {
            double n = group.Length, side = group.Count(row => trains[row]), high = group.Count(row => upper[row] > 0);
            difference += group.Count(row => trains[row] && upper[row] > 0) - (side * high / n);
            variance += side * (n - side) * high * (n - high) / (n * n * (n - 1));
        }

        return variance > 3 ? [difference * difference / variance] : [];
    }

    private static PipelineDefinition Asked(int seed, RandomStream random, string[] inputs)
    {
        var task = Tasks[seed / Strategies.Length % Tasks.Length];
        var strategy = task == LearningTask.Forecast ? (seed % 2 == 0 ? SplitStrategy.Sequential : SplitStrategy.TimeOrdered) : Strategies[seed % Strategies.Length];
        return Case02FoldsTests.Definition(
            new SplitDefinition
            {
                Strategy = strategy,
                Seed = (ulong)seed,
                Ratio = 0.5 + (0.4 * random.NextDouble()),
                By = strategy switch { SplitStrategy.Grouped => "group", SplitStrategy.TimeOrdered => "time", _ => null },
                Stratify = strategy is SplitStrategy.Random or SplitStrategy.Shuffled && random.NextBelow(2) == 0 ? "y" : null,
                Splitter = strategy == SplitStrategy.Named ? "every-third" : null,
            },
            task,
            inputs);
    }

    // Half of the tables have inputs of few values, which repeat by nature; the other half rows of which a third are copies, with a target of their own.
    private static SourceTable RandomTable(RandomStream random, out string[] inputs)
    {
        var rows = 60 + random.NextBelow(400);
        var isDiscrete = random.NextBelow(2) == 0;
        var levels = 2 + random.NextBelow(5);
        float[] first = [.. Enumerable.Range(0, rows).Select(_ => isDiscrete ? random.NextBelow(levels) : (float)random.NextDouble())];
        float[] second = [.. Enumerable.Range(0, rows).Select(_ => (float)random.NextBelow(2))];
        double[] key = [.. Enumerable.Range(0, rows).Select(row => (double)row)];
        if (!isDiscrete)
        {
            for (var row = rows - (rows / 3); row < rows; row++)
            {
                var copied = row % (rows / 4);
                (first[row], second[row], key[row]) = (first[copied], second[copied], copied);
            }
        }

        // The more of either input the likelier is the upper half.
        double[] y = [.. Enumerable.Range(0, rows).Select(row => random.NextDouble() < 0.2 + (0.3 * second[row]) + (0.3 * first[row] / levels) ? 1.0 : 0.0)];
        inputs = ["first", "second"];
        var groups = 8 + random.NextBelow(20);
        List<SourceColumn> columns =
        [
            new NumberColumn("first", first),
            new NumberColumn("second", second),
            new CategoryColumn("group", [.. Enumerable.Range(0, rows).Select(_ => random.NextBelow(groups))], [.. Enumerable.Range(0, groups).Select(g => $"g{g}")]),
            new PreciseColumn("time", [.. Enumerable.Range(0, rows).Select(_ => (double)random.NextBelow(rows))]),
            new PreciseColumn("y", y),
        ];
        return new SourceTable(isDiscrete ? columns : [.. columns, new PreciseColumn("key", key)]);
    }

    private sealed class EveryThird : IRowSplitter
    {
        public string Name => "every-third";

        public IReadOnlyCollection<int> Training(RowsToSplit rows) => [.. Enumerable.Range(0, rows.Count).Where(row => (row + (int)(rows.Seed % 3)) % 3 != 0)];
    }
}
