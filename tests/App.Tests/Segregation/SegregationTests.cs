using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Segregation;

namespace MlFunctions.Tests.Segregation;

public sealed class SegregationTests
{
    private const int Rows = 1000;

    public static TheoryData<string, string?, string?> Strategies => new()
    {
        { nameof(SplitStrategy.Random), null, null },
        { nameof(SplitStrategy.Sequential), null, null },
        { nameof(SplitStrategy.Shuffled), null, null },
        { nameof(SplitStrategy.Random), "class", null },
        { nameof(SplitStrategy.Shuffled), "class", null },
        { nameof(SplitStrategy.Random), "value", null },
        { nameof(SplitStrategy.Grouped), null, "customer" },
        { nameof(SplitStrategy.TimeOrdered), null, "time" },
    };

    [Theory]
    [Trait("Acceptance", "34")]
    [Trait("Acceptance", "35")]
    [MemberData(nameof(Strategies))]
    public void Every_strategy_puts_each_row_on_one_side_in_the_ratio_asked_for_and_again_the_same(string strategy, string? stratify, string? by)
    {
        var table = Table();
        foreach (var ratio in new[] { 0.5, 0.8, 0.9 })
        {
            var definition = new SplitDefinition { Strategy = Enum.Parse<SplitStrategy>(strategy), Stratify = stratify, By = by, Ratio = ratio, Seed = 7 };
            var split = Divide(table, definition);

            Assert.Equal(Enumerable.Range(0, Rows), split.Training.Concat(split.Holdout).Order());
            Assert.InRange(split.Training.Length, (ratio * Rows) - (by == "customer" ? 20 : 0), (ratio * Rows) + (by == "customer" ? 20 : 0));
            var again = Divide(Table(), definition);
            Assert.Equal(split.Training, again.Training);
            Assert.Equal(split.Holdout, again.Holdout);
        }
    }

    [Fact]
    [Trait("Acceptance", "34")]
    [Trait("Acceptance", "35")]
    public void Another_seed_draws_other_rows_and_shuffled_keeps_the_drawn_order()
    {
        var one = Divide(new SplitDefinition { Seed = 1 });
        var two = Divide(new SplitDefinition { Seed = 2 });
        Assert.NotEqual(one.Holdout, two.Holdout);
        Assert.Equal(one.Training.Order(), one.Training);

        var shuffled = Divide(new SplitDefinition { Seed = 1, Strategy = SplitStrategy.Shuffled });
        Assert.NotEqual(shuffled.Training.Order(), shuffled.Training);
        Assert.Equal(one.Holdout, shuffled.Holdout.Order());
    }

    [Fact]
    [Trait("Acceptance", "34")]
    public void Stratified_sides_have_the_shares_of_the_whole()
    {
        var table = Table();
        var words = (CategoryColumn)table.Get("class");
        var split = Divide(table, new SplitDefinition { Stratify = "class", Ratio = 0.8 });

        // 700, 200 and 100 rows of the classes: 80 % are 560, 160 and 80.
        Assert.Equal([560, 160, 80], Enumerable.Range(0, 3).Select(c => split.Training.Count(r => words.Codes[r] == c)));
        Assert.Empty(split.Warnings);
    }

    [Fact]
    public void Grouped_rows_stay_together()
    {
        var table = Table();
        var customers = (CategoryColumn)table.Get("customer");
        var split = Divide(table, new SplitDefinition { Strategy = SplitStrategy.Grouped, By = "customer" });
        Assert.Empty(split.Training.Select(r => customers.Codes[r]).Intersect(split.Holdout.Select(r => customers.Codes[r])));
    }

    [Fact]
    public void Time_ordered_rows_train_on_the_past()
    {
        var table = Table();
        var time = ((PreciseColumn)table.Get("time")).Values;
        var split = Divide(table, new SplitDefinition { Strategy = SplitStrategy.TimeOrdered, By = "time" });
        Assert.True(split.Training.Max(r => time[r]) < split.Holdout.Min(r => time[r]));
    }

    [Fact]
    public void Sequential_rows_train_first() =>
        Assert.Equal(Enumerable.Range(0, 800), Divide(new SplitDefinition { Strategy = SplitStrategy.Sequential }).Training);

    [Theory]
    [InlineData(nameof(SplitStrategy.Random), null)]
    [InlineData(nameof(SplitStrategy.Shuffled), null)]
    [InlineData(nameof(SplitStrategy.Random), "class")]
    [InlineData(nameof(SplitStrategy.Shuffled), "class")]
    public void Copies_of_a_row_never_stand_on_both_sides_of_a_draw(string strategy, string? stratify)
    {
        // Every third row twice, far apart.
        var original = Enumerable.Range(0, Rows).Concat(Enumerable.Range(0, Rows / 3).Select(r => 3 * r)).ToArray();
        var split = Divide(Table().Take(original), new SplitDefinition { Strategy = Enum.Parse<SplitStrategy>(strategy), Stratify = stratify, Ratio = 0.5 });
        Assert.Empty(split.Training.Select(r => original[r]).Intersect(split.Holdout.Select(r => original[r])));
        Assert.Equal(original.Length, split.Training.Length + split.Holdout.Length);
        Assert.InRange(split.Training.Length, (original.Length / 2) - 2, (original.Length / 2) + 2);
        Assert.Empty(split.Warnings);
    }

    [Fact]
    [Trait("Acceptance", "37")]
    public void A_lopsided_split_says_so()
    {
        var sorted = Table().Take([.. Enumerable.Range(0, Rows).OrderBy(r => r % 10)]);
        var split = Divide(sorted, new SplitDefinition { Strategy = SplitStrategy.Sequential });
        Assert.Contains("'class' is 'b' in 12.5% of the training rows but in 50.0% of the holdout.", split.Warnings.Select(w => w.Replace(" %", "%")));
        Assert.Contains("'class' is 'c' in 100 rows, none of which trains.", split.Warnings);
    }

    [Fact]
    public void A_fair_draw_says_nothing()
    {
        for (var seed = 0ul; seed < 50; seed++)
        {
            Assert.Empty(Divide(new SplitDefinition { Seed = seed }).Warnings);
        }
    }

    [Fact]
    [Trait("Acceptance", "36")]
    public void Targets_and_labels_are_not_needed()
    {
        var split = Divide(new SourceTable([new NumberColumn("only", [1, 2, 3, 4, 5])]), new SplitDefinition());
        Assert.Equal(4, split.Training.Length);
    }

    [Theory]
    [InlineData(nameof(SplitStrategy.Grouped), null, null, "The split needs 'by' to name a column.")]
    [InlineData(nameof(SplitStrategy.Random), "nothing", null, "The split goes by the column 'nothing'; there are value, class, customer, time.")]
    [InlineData(nameof(SplitStrategy.TimeOrdered), null, "class", "Column 'class' holds words; rows are ordered in time by a date or a number.")]
    [InlineData(nameof(SplitStrategy.Sequential), "class", null, "No splitter is registered for Sequential with stratify; only random and shuffled can be stratified.")]
    public void What_cannot_be_followed_is_refused(string strategy, string? stratify, string? by, string message)
    {
        var refusal = Assert.Throws<SegregationException>(() => Divide(new SplitDefinition { Strategy = Enum.Parse<SplitStrategy>(strategy), Stratify = stratify, By = by }));
        Assert.Equal(message, refusal.Message);
    }

    [Fact]
    public void Too_few_rows_are_refused() =>
        Assert.Throws<SegregationException>(() => Divide(Table().Take([0]), new SplitDefinition()));

    [Fact]
    [Trait("Acceptance", "34")]
    public void Another_strategy_is_injected()
    {
        var service = new SegregationService([new EveryOther()]);
        Assert.Equal(500, service.Divide(Table(), new SplitDefinition(), []).Holdout.Length);
    }

    private static Split Divide(SplitDefinition definition) => Divide(Table(), definition);

    private static Split Divide(SourceTable table, SplitDefinition definition) =>
        SegregationService.BuiltIn.Divide(table, definition, [.. table.Columns.Select(column => column.Name)]);

    /// <summary>Rows that all differ; 70 % of class a, 20 % b, 10 % c; 100 customers of 10 rows; times out of order.</summary>
    private static SourceTable Table() => new(
    [
        new NumberColumn("value", [.. Enumerable.Range(0, Rows).Select(r => (float)(r * 7919 % Rows))]),
        new CategoryColumn("class", [.. Enumerable.Range(0, Rows).Select(r => r % 10 < 7 ? 0 : r % 10 < 9 ? 1 : 2)], ["a", "b", "c"]),
        new CategoryColumn("customer", [.. Enumerable.Range(0, Rows).Select(r => r % 100)], [.. Enumerable.Range(0, 100).Select(c => $"c{c}")]),
        new PreciseColumn("time", [.. Enumerable.Range(0, Rows).Select(r => (double)(r * 3571 % Rows))]),
    ]);

    private sealed class EveryOther : ISplitter
    {
        public bool Suits(SplitDefinition definition) => true;

        public (int[] Training, int[] Holdout) Divide(RowsToDivide rows) =>
            ([.. Enumerable.Range(0, rows.Table.Rows / 2).Select(r => 2 * r)], [.. Enumerable.Range(0, rows.Table.Rows / 2).Select(r => (2 * r) + 1)]);

        public IReadOnlyList<Fold> Folds(RowsToDivide rows, int count) => throw new NotSupportedException();
    }
}
