using System.Globalization;
using System.Text;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Segregation;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 1: rows that are alike do not turn a model around. What is true of f among all rows is true of f among the training rows.</summary>
public sealed class Case01RepeatedRowsTests
{
    private static readonly Metric Auc = MetricCatalog.BuiltIn.Get("auc");

    [Theory]
    [InlineData(42)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task AThousandRowsOfTwoInputs_AreLearnedAsTheyAre(int seed)
    {
        await using var host = await PipelineHost.StartAsync();
        var definition = $$"""
            {
              "task": "binary", "features": [{ "name": "sex", "type": "category" }], "targets": [{ "name": "ok" }],
              "split": { "strategy": "random", "stratify": "ok", "seed": {{seed}} },
              "candidates": [{ "trainer": "logistic-regression" }], "metric": "accuracy"
            }
            """;
        var run = await host.TrainCaseAsync(definition, TwoSexes(), "sexes");

        Assert.Equal("deployed", run.Outcome());
        Assert.InRange(run.Metric("accuracy"), 0.65, 0.85);
        Assert.Contains(run.Warnings(), warning => warning.StartsWith("1,000 of 1,000 rows have inputs that many other rows have too", StringComparison.Ordinal));
        Assert.InRange(await ProbabilityOfYesAsync(host, "f"), 0.70, 0.80);
        Assert.InRange(await ProbabilityOfYesAsync(host, "m"), 0.20, 0.30);
    }

    [Fact]
    public async Task EightRowsThatAreAlikeInPairs_DoNotDeployAModelThatIsAlwaysWrong()
    {
        await using var host = await PipelineHost.StartAsync();
        const string Definition = """
            {
              "task": "binary", "features": [{ "name": "sex", "type": "category" }], "targets": [{ "name": "ok" }],
              "candidates": [{ "trainer": "decision-tree" }], "folds": 2, "metric": "accuracy"
            }
            """;
        var run = await host.TrainCaseAsync(Definition, "sex,ok\nf,yes\nf,yes\nf,yes\nf,no\nm,no\nm,no\nm,no\nm,yes\n", "eight");

        Assert.NotEqual("deployed", run.Outcome());
    }

    [Fact]
    public void ThePassengersOfTheTitanic_AreToldApartForEverySeed()
    {
        var passengers = Titanic();
        foreach (var trainer in new[] { "logistic-regression", "decision-tree", "gradient-boosting" })
        {
            var areas = Enumerable.Range(1, 20).Select(seed =>
            {
                var definition = new SplitDefinition { Stratify = "survived", Seed = (ulong)seed };
                return AucOf(passengers, SegregationService.BuiltIn.Divide(passengers, definition, ["class", "sex", "age"]), trainer, definition.Seed);
            }).ToArray();

            // 440 passengers are held out: a standard error of 0.025 about the 0.76 of all.
            Assert.InRange(areas.Average(), 0.74, 0.78);
            Assert.All(areas, area => Assert.InRange(area, 0.70, 0.82));
        }
    }

    private static async Task<double> ProbabilityOfYesAsync(PipelineHost host, string sex)
    {
        var (status, answer) = await host.PostAsync("predict/sexes", $$"""{"sex":"{{sex}}"}""");
        Assert.Equal(200, status);
        return answer.GetProperty("probabilities").GetProperty("yes").GetDouble();
    }

    private static string TwoSexes()
    {
        var csv = new StringBuilder("sex,ok\n");
        for (var row = 0; row < 1000; row++)
        {
            var (sex, usual, unusual) = row < 500 ? ("f", "yes", "no") : ("m", "no", "yes");
            csv.Append(CultureInfo.InvariantCulture, $"{sex},{(row % 4 < 3 ? usual : unusual)}\n");
        }

        return csv.ToString();
    }

    private static double AucOf(SourceTable table, Split split, string trainer, ulong seed)
    {
        FeatureDefinition[] features = [.. new[] { "class", "sex", "age" }.Select(name => new FeatureDefinition { Name = name, Type = FeatureType.Category })];
        var (training, holdout) = (table.Take(split.Training), table.Take(split.Holdout));
        var fit = FeaturePreparation.Fit(features, [], training);
        var model = TrainerCatalog.BuiltIn.Get(trainer).Train(
            LearningTask.Binary, new Dataset(fit.Training, [Survived(training)], 2), new TrainingOptions { Seed = seed }, TestContext.Current.CancellationToken);
        var truth = new Dataset(fit.Preparation.Prepare(holdout), [Survived(holdout)], 2);
        var outputs = new double[truth.Rows * model.OutputCount];
        model.Predict(truth.Features, outputs, 1, TestContext.Current.CancellationToken);
        return Auc.Compute(truth, outputs);
    }

    private static double[] Survived(SourceTable rows)
    {
        var words = (CategoryColumn)rows.Get("survived");
        return [.. Enumerable.Range(0, rows.Rows).Select(row => words.Word(row) == "yes" ? 1.0 : 0.0)];
    }

    // The 2,201 people aboard by class, sex, age and fate, as published by Dawson, "The 'unusual episode' data revisited" (1995).
    private static SourceTable Titanic()
    {
        (string Class, string Sex, string Age, int Died, int Survived)[] counts =
        [
            ("1st", "male", "adult", 118, 57), ("1st", "male", "child", 0, 5), ("1st", "female", "adult", 4, 140), ("1st", "female", "child", 0, 1),
            ("2nd", "male", "adult", 154, 14), ("2nd", "male", "child", 0, 11), ("2nd", "female", "adult", 13, 80), ("2nd", "female", "child", 0, 13),
            ("3rd", "male", "adult", 387, 75), ("3rd", "male", "child", 35, 13), ("3rd", "female", "adult", 89, 76), ("3rd", "female", "child", 17, 14),
            ("crew", "male", "adult", 670, 192), ("crew", "female", "adult", 3, 20),
        ];
        var rows = counts.SelectMany(count => Enumerable.Range(0, count.Died + count.Survived).Select(i => (count.Class, count.Sex, count.Age, Fate: i < count.Died ? "no" : "yes"))).ToArray();
        Assert.Equal((2201, 711), (rows.Length, rows.Count(row => row.Fate == "yes")));
        return new SourceTable(
        [
            Words("class", rows.Select(row => row.Class)), Words("sex", rows.Select(row => row.Sex)), Words("age", rows.Select(row => row.Age)), Words("survived", rows.Select(row => row.Fate)),
        ]);
    }

    private static CategoryColumn Words(string name, IEnumerable<string> values)
    {
        var all = values.ToArray();
        var words = all.Distinct(StringComparer.Ordinal).ToArray();
        return new CategoryColumn(name, [.. all.Select(word => Array.IndexOf(words, word))], words);
    }
}
