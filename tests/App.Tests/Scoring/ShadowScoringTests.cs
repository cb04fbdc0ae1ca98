using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.Preparation;
using MlFunctions.Scoring;

namespace MlFunctions.Tests.Scoring;

/// <summary>What waits is scored together, and yet each request for itself.</summary>
public sealed class ShadowScoringTests
{
    private readonly TrainedModels _models = new();
    private readonly HeardScores _heard = new();
    private readonly ServedModel _champion;
    private readonly ServedModel[] _shadows;

    public ShadowScoringTests()
    {
        _champion = _models.Served(3, minimum: -10);
        _shadows = [_models.Served(1), _models.Served(2)];
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Score_WhatWaited_EveryShadowScoresAllOfItInOrder()
    {
        await ScoreAsync([Request(1, 2), Request(3), Request(4, 5, 6)]);

        foreach (var (shadow, version) in _shadows.Zip([1.0, 2.0]))
        {
            Assert.Equal([1, 2, 3, 4, 5, 6], RowsOf(shadow));
            Assert.All(_heard.All.Where(scored => scored.Model == shadow), scored => Assert.All(scored.Outputs, output => Assert.Equal(version, output)));
        }

        Assert.All(_heard.All, scored => Assert.Equal((ScoreRole.Shadow, scored.Request.Count), (scored.Role, scored.Outputs.Length)));
    }

    [Fact]
    public async Task Score_OneRequestFailsAShadow_AllOthersAreScored()
    {
        _models.Trainer.OnPredict = (number, orders) =>
        {
            if (number == 1 && orders == 13)
            {
                throw new InvalidOperationException("13 is too much for this model");
            }
        };

        await ScoreAsync([Request(1, 2), Request(12, 13), Request(3)]);

        Assert.Equal([1, 2, 3], RowsOf(_shadows[0]));
        Assert.Equal([1, 2, 12, 13, 3], RowsOf(_shadows[1]));
    }

    [Fact]
    public async Task Score_RequestThatAShadowCannotTake_IsLeftOut()
    {
        await ScoreAsync([Request(1), Request(5, -1), Request(2)]);

        Assert.Equal([1, 2], RowsOf(_shadows[0]));
    }

    [Fact]
    public async Task Score_MoreThanMayWait_IsDroppedWithACount()
    {
        var large = Request([.. Enumerable.Repeat(1.0, ShadowScoring.MaximumRows / 2)]);

        var dropped = await ScoreAsync([large, large, large, Request(1)]);

        Assert.Equal((ShadowScoring.MaximumRows / 2) + 1, dropped);
        Assert.Equal(ShadowScoring.MaximumRows, RowsOf(_shadows[0]).Length);
    }

    // All of it waits before the first is scored.
    private async Task<long> ScoreAsync(PredictionRequest[] requests)
    {
        var feed = new ScoreFeed([_heard], NullLogger<ScoreFeed>.Instance);
        var shadows = new ShadowScoring(feed, TimeProvider.System, NullLogger<ShadowScoring>.Instance);
        foreach (var request in requests)
        {
            shadows.Score(_shadows, request);
        }

        await feed.StartAsync(Cancelled);
        await shadows.StartAsync(Cancelled);
        await shadows.StopAsync(Cancelled);
        await feed.StopAsync(Cancelled);
        return shadows.DroppedRows;
    }

    private double[] RowsOf(ServedModel shadow) =>
        [.. _heard.All.Where(scored => scored.Model == shadow).SelectMany(scored => scored.Request.Values).Select(value => value.Number)];

    private PredictionRequest Request(params double[] orders) =>
        new(_champion.Preparation, RequestShape.Rows, orders.Length, [.. orders.Select(FeatureValue.Of)], Errors: null);
}
