using System.Globalization;
using System.Text;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Segregation;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 2: search folds are drawn as the split is, so that the search does not choose what only looks good on rows it has as good as seen.</summary>
public sealed class Case02FoldsTests
{
    [Fact]
    public async Task Grouped_TheSearchChoosesWhatHoldsForPatientsThatItHasNotSeen()
    {
        await using var host = await PipelineHost.StartAsync();
        const string Definition = """
            {
              "task": "regression", "features": [{ "name": "height", "type": "number" }, { "name": "x", "type": "number" }], "targets": [{ "name": "y" }],
              "split": { "strategy": "grouped", "by": "patient" },
              "candidates": [{ "trainer": "decision-tree", "grid": { "maxDepth": [1, 2, null] } }], "metric": "r2", "gates": { "naive": "ignore" }
            }
            """;
        var run = await host.TrainCaseAsync(Definition, Patients(), "patients");

        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.DoesNotContain("null", run.Candidate(0).GetProperty("hyperparameters").GetString(), StringComparison.Ordinal);
        Assert.InRange(run.Candidate(0).GetProperty("score").GetDouble(), -1, 0.4);
        Assert.DoesNotContain(run.Warnings(), warning => warning.Contains("'patient'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TimeOrdered_ARandomWalkLooksAsHardInTheSearchAsItIs()
    {
        await using var host = await PipelineHost.StartAsync();
        const string Definition = """
            {
              "task": "regression", "features": [{ "name": "t", "type": "number" }], "targets": [{ "name": "y" }],
              "split": { "strategy": "time-ordered", "by": "day" },
              "candidates": [{ "trainer": "decision-tree" }], "metric": "r2"
            }
            """;
        var run = await host.TrainCaseAsync(Definition, RandomWalk(), "walk");

        Assert.InRange(run.Candidate(0).GetProperty("score").GetDouble(), double.NegativeInfinity, 0.5);
        Assert.Equal("rejected", run.Outcome());
        Assert.DoesNotContain(run.Warnings(), warning => warning.Contains("'day'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stratified_FivePositivesOf400_TrainForEverySeedAndSayWhichFoldIsLeftOut()
    {
        await using var host = await PipelineHost.StartAsync();
        for (var seed = 1; seed <= 5; seed++)
        {
            var definition = $$"""
                {
                  "task": "binary", "features": [{ "name": "x", "type": "number" }], "targets": [{ "name": "hit" }],
                  "split": { "strategy": "random", "stratify": "hit", "seed": {{seed}} },
                  "candidates": [{ "trainer": "logistic-regression" }], "metric": "auc", "gates": { "naive": "ignore" }
                }
                """;
            var run = await host.TrainCaseAsync(definition, FivePositives(seed), $"rare-{seed}");

            Assert.Equal("deployed", run.Outcome());
            Assert.Contains(run.Warnings(), warning => warning.StartsWith("Search fold 4 of 5 is left out: its 64 test rows are of one class", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void AnInjectedSplitter_DividesTheFoldsToo()
    {
        var service = new SegregationService([new NamedSplitter(new ByYear())]);
        var table = new SourceTable([new NumberColumn("year", [.. Enumerable.Range(0, 100).Select(row => 2000f + (row / 10))])]);
        var definition = Definition(new SplitDefinition { Strategy = SplitStrategy.Named, Splitter = "by-year" });

        var (folds, warning) = service.FoldsOf(table, definition);

        Assert.Null(warning);
        Assert.Equal(5, folds.Count);
        Assert.All(folds.Where(fold => fold.TestRows.Count > 0), fold => Assert.Empty(fold.TrainRows.Select(row => row / 10).Intersect(fold.TestRows.Select(row => row / 10))));
        Assert.Equal(5, folds.Select(fold => string.Join(',', fold.TestRows)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void AnInjectedSplitterThatCannotDivideFurther_SaysThatFoldsAreRandom()
    {
        var service = new SegregationService([new NamedSplitter(new ByYear())]);
        var (folds, warning) = service.FoldsOf(new SourceTable([new NumberColumn("year", new float[50])]), Definition(new SplitDefinition { Strategy = SplitStrategy.Named, Splitter = "by-year" }));

        Assert.Equal(50, folds.Sum(fold => fold.TestRows.Count));
        Assert.StartsWith("The search folds are drawn at random, because", warning, StringComparison.Ordinal);
    }

    internal static PipelineDefinition Definition(SplitDefinition split, LearningTask task = LearningTask.Regression, params IEnumerable<string> inputs) => new()
    {
        Name = "folds",
        Task = task,
        Features = [.. inputs.Select(name => new FeatureDefinition { Name = name, Type = FeatureType.Number })],
        Targets = [new TargetDefinition { Name = "y", As = "y" }],
        Candidates = [],
        Metric = "r2",
        Split = split,
    };

    private static string Patients()
    {
        var random = new RandomStream(5);
        var csv = new StringBuilder("patient,height,x,y\n");
        for (var patient = 0; patient < 60; patient++)
        {
            var (height, offset) = (150 + (50 * random.NextDouble()), 4 * (random.NextDouble() - 0.5));
            for (var row = 0; row < 10; row++)
            {
                var x = random.NextDouble();
                csv.Append(CultureInfo.InvariantCulture, $"p{patient},{height:F3},{x:F4},{offset + (2 * x):F4}\n");
            }
        }

        return csv.ToString();
    }

    private static string RandomWalk()
    {
        var random = new RandomStream(3);
        var csv = new StringBuilder("day,t,y\n");
        var value = 0.0;
        for (var day = 0; day < 500; day++)
        {
            value += random.NextDouble() - 0.48;
            csv.Append(CultureInfo.InvariantCulture, $"{new DateTime(2023, 1, 1).AddDays(day):yyyy-MM-dd},{day},{value:F4}\n");
        }

        return csv.ToString();
    }

    private static string FivePositives(int seed)
    {
        var random = new RandomStream((ulong)seed);
        var csv = new StringBuilder("x,hit\n");
        for (var row = 0; row < 400; row++)
        {
            var hit = row % 80 == 0;
            csv.Append(CultureInfo.InvariantCulture, $"{random.NextDouble() + (hit ? 0.5 : 0):F4},{(hit ? "yes" : "no")}\n");
        }

        return csv.ToString();
    }

    /// <summary>Holds the newest year out.</summary>
    private sealed class ByYear : IRowSplitter
    {
        public string Name => "by-year";

        public IReadOnlyCollection<int> Training(RowsToSplit rows)
        {
            var newest = Enumerable.Range(0, rows.Count).Max(row => float.Parse(rows.Value("year", row)!, CultureInfo.InvariantCulture));
            return [.. Enumerable.Range(0, rows.Count).Where(row => float.Parse(rows.Value("year", row)!, CultureInfo.InvariantCulture) < newest)];
        }
    }
}
