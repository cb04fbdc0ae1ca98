namespace MlFunctions.Learning.Tests.Forecasting;

/// <summary>Expected numbers: statsmodels, see reference.py.</summary>
public sealed class ArimaTests
{
    private static readonly Expected Reference = Expected.Of("forecasts");

    public static TheoryData<string> Models => ["ar1", "arma21", "ma2", "arima111", "drift", "arima022"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Parameters_likelihood_and_forecasts_are_those_of_statsmodels(string name)
    {
        var expected = Reference[name];
        var (p, d, q) = ((int)expected["p"].Number, (int)expected["d"].Number, (int)expected["q"].Number);
        var model = Train(expected["series"].Numbers, ("p", p), ("d", d), ("q", q), ("constant", expected["constant"].Flag ? "yes" : "no"));

        var (ar, ma, mean, differences) = ((ArimaModel)model).Parameters;
        Close.Equal(expected["ar"].Numbers, ar, 2e-4);
        Close.Equal(expected["ma"].Numbers, ma, 2e-4);
        Close.Equal(expected["mean"].Number, mean, 2e-4);
        Assert.Equal(d, differences);
        Close.Equal(expected["forecast"].Numbers, Forecast(model, 12), 1e-3);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_likelihood_is_at_least_that_of_statsmodels(string name)
    {
        var expected = Reference[name];
        var order = new ArimaOrder((int)expected["p"].Number, (int)expected["d"].Number, (int)expected["q"].Number, expected["constant"].Flag);
        var fit = ArimaFit.Of(order, Differencing.Apply(expected["series"].Numbers, order.D), TestContext.Current.CancellationToken);
        Assert.InRange(fit.Likelihood.LogLikelihood, expected["logLikelihood"].Number - 1e-4, expected["logLikelihood"].Number + 0.5);
        Assert.InRange(fit.Aicc, expected["aicc"].Number - 1, expected["aicc"].Number + 2e-4);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_order_chosen_is_no_worse_than_the_one_that_made_the_series(string name)
    {
        var expected = Reference[name];
        var d = (int)expected["d"].Number;
        var series = expected["series"].Numbers;
        var fit = new OrderSearch(Differencing.Apply(series, d), d, null, null, null, TestContext.Current.CancellationToken).Run();
        Assert.True(fit.Aicc <= expected["aicc"].Number + 1e-3, $"{fit.Order} has {fit.Aicc}");
    }

    [Fact]
    public void The_statistic_that_chooses_differences_is_that_of_statsmodels()
    {
        Close.Equal(Reference["kpss"]["level"].Number, Differencing.Kpss(Reference["ar1"]["series"].Numbers), 1e-9);
        Close.Equal(Reference["kpss"]["trending"].Number, Differencing.Kpss(Reference["drift"]["series"].Numbers), 1e-9);
        Assert.Equal(0, Differencing.Needed(Reference["ar1"]["series"].Numbers));
        Assert.Equal(1, Differencing.Needed(Reference["drift"]["series"].Numbers));
    }

    [Fact]
    public void A_chosen_order_forecasts_better_than_the_last_value()
    {
        var series = Reference["drift"]["series"].Numbers;
        var model = Train(series[..180]);
        var truth = Tables.Targets([series[180..]]);
        var naive = Enumerable.Repeat(series[179], 20).ToArray();
        Assert.True(RegressionMetrics.MeanAbsoluteError.Compute(truth, Forecast(model, 20)) < RegressionMetrics.MeanAbsoluteError.Compute(truth, naive));
    }

    [Fact]
    public void A_search_over_time_ordered_folds_asks_for_the_steps_after_each_training()
    {
        // A line: each fold's forecast is exact only when its test rows are asked for as steps 1, 2, … after its own training rows.
        var data = new Dataset(Tables.Of([.. Enumerable.Range(0, 60).Select(i => new double[] { 1000 + i })]), [[.. Enumerable.Range(0, 60).Select(i => 5.0 + 2 * i)]]);
        var search = new CrossValidation(TrainerCatalog.BuiltIn, LearningTask.Forecast, data, Folds.TimeOrdered(60, 3), RegressionMetrics.MeanAbsoluteError);
        var candidate = new Candidate("arima", new HyperparameterSet([new("p", 0), new("d", 1), new("q", 0), new("constant", "yes")]));
        var result = search.Run([candidate], new SearchOptions(), TestContext.Current.CancellationToken);
        Assert.Equal(0, result.Best.Mean, 1e-9);
    }

    [Fact]
    public void A_straight_line_goes_on_straight() =>
        Close.Equal([13, 15, 17], Forecast(Train([3, 5, 7, 9, 11], ("d", 1)), 3), 1e-9);

    [Theory]
    [InlineData(0f)]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    [InlineData(1e9f)]
    public void A_step_that_is_none_is_refused(float step)
    {
        var model = Train([1, 2, 1, 2, 2, 1]);
        var error = Assert.Throws<ArgumentException>(() => model.Predict([step], new double[1]));
        Assert.Contains("expected a whole number from 1 to 10000", error.Message, StringComparison.Ordinal);
    }

    private static IModel Train(double[] series, params (string, object?)[] hyperparameters) =>
        Fit.Train("arima", LearningTask.Forecast, Tables.Targets([series]), hyperparameters);

    private static double[] Forecast(IModel model, int steps) =>
        model.Outputs(Tables.Of([.. Enumerable.Range(1, steps).Select(s => new double[] { s })]));
}
