using System.Net;
using MlFunctions.Learning;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 25: the root of the API, runs that have ended in the middle, and percentage errors where the truth is near zero.</summary>
public sealed class Case25RootAndEndedRunTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    public async Task TheRootOfTheApi_LeadsToTheDashboard_AndAnswersNothingElse(string path)
    {
        await using var host = await PipelineHost.StartAsync();

        using var opened = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        var (page, status) = (opened.RequestMessage!.RequestUri!.AbsolutePath, opened.StatusCode);
        if (status == HttpStatusCode.Found)
        {
            page = opened.Headers.Location!.ToString();
        }

        Assert.Equal("/api/dashboard", page);
        using var posted = await host.Client.PostAsync(new Uri(path, UriKind.Relative), null, Cancelled);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Fact]
    public async Task ARunThatFailed_HasNoCandidateThatStillTrains()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();

        var run = await host.TrainAsync("orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\n");

        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Equal("stopped", Assert.Single(run.GetProperty("progress").GetProperty("candidates").EnumerateArray()).GetProperty("state").GetString());
        Assert.False(run.GetProperty("progress").TryGetProperty("secondsLeft", out _));
    }

    [Fact]
    public void WhatWasUnderWayWhenARunEnded_HasStopped()
    {
        var status = new MlFunctions.Pipelines.RunStatus("batch", [], [new("decision-tree", MlFunctions.Pipelines.CandidateState.Training) { Folds = 5 }, new("ridge", MlFunctions.Pipelines.CandidateState.Trained)]) { SecondsLeft = 3 };

        var ended = status.Ended();

        Assert.Equal([MlFunctions.Pipelines.CandidateState.Stopped, MlFunctions.Pipelines.CandidateState.Trained], ended.Candidates.Select(candidate => candidate.State));
        Assert.Null(ended.SecondsLeft);
    }

    [Theory]
    [InlineData(new[] { 10.0, 20, 0 }, new[] { 11.0, 18, 5 }, 0.1)]
    [InlineData(new[] { 10.0, 20, 1e-15 }, new[] { 11.0, 18, 5 }, 0.1)]
    [InlineData(new[] { 10.0, 20 }, new[] { 11.0, 18 }, 0.1)]
    [InlineData(new[] { 1e-15, 2e-15 }, new[] { 1.1e-15, 1.8e-15 }, 0.1)]
    [InlineData(new[] { 0.0, 0 }, new[] { 1.0, 2 }, double.NaN)]
    public void Mape_DoesNotCountTruthsThatAreZeroBesideTheOthers(double[] truth, double[] outputs, double expected)
    {
        var table = new FeatureTable([new FeatureColumn("x")], [new float[truth.Length]]);

        Assert.Equal(expected, RegressionMetrics.MeanAbsolutePercentageError.Compute(new Dataset(table, [truth]), outputs), 1e-9);
    }
}
