using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Preparation;
using static MlFunctions.Tests.Preparation.Steps;

namespace MlFunctions.Tests.Preparation;

/// <summary>Expected numbers are those of scikit-learn 1.2.1 (the class is named at each), or worked by hand where said so.</summary>
public sealed class TransformTests
{
    private static readonly SourceTable Powers = Numbers(1, 2, 4, 8, 16);

    [Theory]
    [Trait("Acceptance", "19")]
    [InlineData("standardise", "{}", new[] { -0.9532062476387962, -0.7698973538621047, -0.4032795663087215, 0.3299560087980448, 1.7964271590115777 })] // StandardScaler
    [InlineData("standardise", """{"freedom":1}""", new[] { -0.8525735865191388, -0.6886171275731506, -0.3607042096811741, 0.29512162610277876, 1.6067732976706848 })] // numpy std, ddof 1
    [InlineData("min-max", "{}", new[] { 0, 0.06666666666666667, 0.2, 0.4666666666666667, 1 })] // MinMaxScaler
    [InlineData("robust", "{}", new[] { -0.5, -0.3333333333333333, 0, 0.6666666666666666, 2 })] // RobustScaler
    [InlineData("log", "{}", new[] { 0.6931471805599453, 1.0986122886681096, 1.6094379124341003, 2.197224577336219, 2.833213344056216 })] // numpy log1p
    [InlineData("clip", """{"lower":0.1,"upper":0.9}""", new[] { 1.4, 2, 4, 8, 12.8 })] // numpy quantile and clip
    [InlineData("clip", """{"minimum":2,"maximum":5}""", new[] { 2.0, 2, 4, 5, 5 })]
    [InlineData("bins", """{"count":3}""", new[] { 0.0, 0, 1, 2, 2 })] // KBinsDiscretizer, quantile
    [InlineData("bins", """{"count":3,"strategy":"width"}""", new[] { 0.0, 0, 0, 1, 2 })] // KBinsDiscretizer, uniform
    public void A_number_column_becomes_what_the_reference_makes_of_it(string name, string settings, double[] expected)
    {
        var fit = Fit(Powers, Step(name, settings));
        Assert.Equal(expected.Select(e => (float)e), fit.Column("x"), (e, a) => Math.Abs(e - a) <= 1e-6 * Math.Max(1, Math.Abs(e)));
    }

    [Fact]
    public void A_column_without_spread_is_only_moved()
    {
        foreach (var name in new[] { "standardise", "min-max", "robust" })
        {
            Assert.Equal([0, 0, 0], Fit(Numbers(7, 7, 7), Step(name)).Column("x"));
        }
    }

    [Fact]
    public void Beyond_the_training_range_bins_go_on_and_clip_holds()
    {
        var far = Numbers(-1e30f, 1e30f, float.NaN);
        Assert.Equal([0, 2, float.NaN], Fit(Powers, Step("bins", """{"count":3}""")).Preparation.Prepare(far).Column(0).ToArray());
        Assert.Equal([1, 16, float.NaN], Fit(Powers, Step("clip", """{"lower":0,"upper":1}""")).Preparation.Prepare(far).Column(0).ToArray());
        Assert.Equal([float.NaN, float.NaN], Fit(Powers, Step("log")).Preparation.Prepare(Numbers(-1, float.NaN)).Column(0).ToArray());
    }

    [Fact]
    public void A_logarithm_that_training_rows_do_not_have_is_refused_with_what_would_do() =>
        Assert.Equal(
            "'log' cannot take the logarithm of 'x', which goes down to -3; an offset above 3 would do.",
            Assert.Throws<PreparationException>(() => Fit(Numbers(-3, 1), Step("log"))).Message);

    [Theory]
    [InlineData("""{"strategy":"mean"}""", 3.25f)]
    [InlineData("""{"strategy":"median"}""", 2f)]
    [InlineData("""{"strategy":"most-frequent"}""", 2f)]
    [InlineData("""{"strategy":"constant","value":-1}""", -1f)]
    public void Missing_numbers_are_filled_by_the_strategy(string settings, float filling)
    {
        // By hand: of 2, 8, 2 and 1 the mean is 13 / 4, the median (2 + 2) / 2.
        var fit = Fit(Numbers(2, float.NaN, 8, 2, 1), Step("impute", settings.TrimEnd('}') + ""","indicator":true}"""));
        Assert.Equal([2, filling, 8, 2, 1], fit.Column("x"));
        Assert.Equal([0, 1, 0, 0, 0], fit.Column("x_missing"));
    }

    [Fact]
    public void A_missing_word_is_filled_with_the_most_frequent()
    {
        var fit = Fit(Table(Words("w", "b", "a", null, "b")), Step("impute", """{"strategy":"most-frequent"}"""));
        Assert.Equal([1, 0, 1, 1], fit.Column("w"));
    }

    [Fact]
    public void One_hot_gives_each_word_a_column()
    {
        var table = Table(Words("w", "b", "a", null, "b"));
        var fit = Fit(table, Step("one-hot"));
        Assert.Equal(["w=a", "w=b", "w=(other)"], fit.Names());
        Assert.Equal([0, 1, 0, 0], fit.Column("w=a"));
        Assert.Equal([1, 0, 0, 1], fit.Column("w=b"));
        Assert.Equal(["w=b", "w=(other)"], Fit(table, Step("one-hot", """{"drop":true}""")).Names());

        var unseen = fit.Preparation.Prepare(Table(Words("w", "c")));
        Assert.Equal([0, 0, 1], Enumerable.Range(0, 3).Select(column => unseen.Column(column)[0]));
    }

    [Fact]
    public void Ordinal_gives_words_their_rank()
    {
        var table = Table(Words("size", "small", "large", "medium", null));
        Assert.Equal([0, 2, 1, float.NaN], Fit(table, Step("ordinal", """{"order":["small","medium","large"]}""")).Column("size"));
        Assert.Equal(FeatureKind.Number, Fit(table, Step("ordinal")).Training.Columns[0].Kind);
        Assert.StartsWith("'ordinal' has the order small, big; 'size' has large, medium, small.", Assert.Throws<PreparationException>(() => Fit(table, Step("ordinal", """{"order":["small","big"]}"""))).Message);
    }

    [Fact]
    public void Target_encoding_draws_the_mean_of_a_word_towards_the_mean_of_all()
    {
        var table = Table(Words("w", "a", "a", "a", "b", null));
        var fit = Fit(table, new TrainingTargets([[1, 2, 3, 10, 4]], 0, 1), Step("target-encoding", """{"smoothing":2}"""));

        // By hand: all 20/5 = 4; a (6 + 2·4)/(3 + 2), b (10 + 2·4)/(1 + 2), missing (4 + 2·4)/(1 + 2).
        var prepared = fit.Preparation.Prepare(table).Column(0).ToArray();
        Assert.Equal([2.8f, 2.8f, 2.8f, 6, 4], prepared);
    }

    [Fact]
    public void Target_encoding_does_not_show_a_training_row_its_own_target()
    {
        // Words that each row has alone: in sample they would give the target away, out of fold they say nothing.
        var table = Table(Words("w", [.. Enumerable.Range(0, 200).Select(i => $"w{i}")]));
        var random = new Random(1);
        double[] target = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        var fit = Fit(table, new TrainingTargets([target], 0, 1), Step("target-encoding", """{"smoothing":0.001}"""));
        Assert.InRange(Correlation(fit.Column("w_target"), target), -0.3, 0.3);
        Assert.InRange(Correlation(fit.Preparation.Prepare(table).Column(0).ToArray(), target), 0.99, 1);
    }

    [Fact]
    public void Target_encoding_of_classes_is_the_share_of_one()
    {
        var fit = Fit(Table(Words("w", "a", "a", "b")), new TrainingTargets([[1, 0, 1]], 2, 1), Step("target-encoding", """{"smoothing":0}"""));
        Assert.Equal([0.5f, 0.5f, 1], fit.Preparation.Prepare(Table(Words("w", "a", "a", "b"))).Column(0).ToArray());
        Assert.Contains("learns from a target", Assert.Throws<PreparationException>(() => Fit(Table(Words("w", "a")), Step("target-encoding"))).Message);
    }

    [Fact]
    public void Polynomial_adds_squares_and_products()
    {
        // PolynomialFeatures(2, include_bias=False)
        var table = Table(new NumberColumn("a", [2]), new NumberColumn("b", [3]), new NumberColumn("c", [5]));
        var fit = Fit(table, Step("polynomial"));
        Assert.Equal(["a", "b", "c", "a*a", "a*b", "a*c", "b*b", "b*c", "c*c"], fit.Names());
        Assert.Equal([2, 3, 5, 4, 6, 10, 9, 15, 25], fit.Training.Columns.Select((_, c) => fit.Training.Column(c)[0]));
        Assert.Equal(["a", "b", "c", "a*b", "a*c", "b*c", "a*b*c"], Fit(table, Step("polynomial", """{"degree":3,"interactions":true}""")).Names());
    }

    [Fact]
    public void Dates_come_apart()
    {
        // date -u -d '2024-02-29 13:45' +%s is 1709214300, a Thursday of ISO week 9, the 60th day of the year.
        var fit = Fit(
            Table(new PreciseColumn("t", [1709214300, double.NaN])),
            Step("date-parts", """{"minute":true,"dayOfYear":true,"week":true,"quarter":true,"weekend":true}"""));
        Assert.Equal(["t_year", "t_month", "t_day", "t_weekday", "t_hour", "t_minute", "t_dayOfYear", "t_week", "t_quarter", "t_weekend"], fit.Names());
        Assert.Equal([2024, 2, 29, 3, 13, 45, 60, 9, 1, 0], fit.Training.Columns.Select((_, c) => fit.Training.Column(c)[0]));
        Assert.True(float.IsNaN(fit.Training.Column(0)[1]));
    }

    [Fact]
    [Trait("Acceptance", "22")]
    public void Steps_compose_in_order()
    {
        var fit = Fit(
            Table(new NumberColumn("x", [1, float.NaN, 3, 100]), Words("w", "a", "b", "a", "b")),
            Step("impute", """{"indicator":true}""", "x"),
            Step("clip", """{"lower":0,"upper":0.5}""", "x"),
            Step("min-max", "{}", "x"),
            Step("one-hot"));

        // By hand: the median 3 is filled in, half are at most 3, and 1…3 becomes 0…1.
        Assert.Equal([0, 1, 1, 1], fit.Column("x"));
        Assert.Equal(["x", "x_missing", "w=a", "w=b", "w=(other)"], fit.Names());
    }

    private static double Correlation(float[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        var xy = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return xy / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
