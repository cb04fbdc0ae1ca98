using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Scoring;

namespace MlFunctions.Tests.Scoring;

/// <summary>Rows of one model as another takes them, or does not.</summary>
public sealed class InputMappingTests
{
    private static readonly FeatureDefinition Orders = new() { Name = "orders", Type = FeatureType.Number, Minimum = 0, Maximum = 10 };
    private static readonly FeatureDefinition Product = new() { Name = "product", Type = FeatureType.Category, Values = ["A", "B"] };
    private static readonly FeatureValue[] Row = [FeatureValue.Of(5), FeatureValue.Of("B")];

    [Fact]
    public void TryMap_SameFeatures_GivesTheRow() => Assert.Equal(Row, Mapped(Orders, Product));

    [Fact]
    public void TryMap_OtherOrder_PutsEachInItsPlace() => Assert.Equal([Row[1], Row[0]], Mapped(Product, Orders));

    [Fact]
    public void TryMap_WordsInAnotherOrder_TakesTheWord() => Assert.Equal([Row[1]], Mapped(Product with { Values = ["B", "A"] }));

    [Theory]
    [InlineData(6, 10)]
    [InlineData(0, 4)]
    public void TryMap_NumberOutOfRange_RefusesTheRow(double minimum, double maximum) =>
        Assert.Null(Mapped(Orders with { Minimum = minimum, Maximum = maximum }, Product));

    [Fact]
    public void TryMap_NarrowerRangeThatHoldsTheNumber_TakesIt() =>
        Assert.Equal(Row, Mapped(Orders with { Minimum = 5, Maximum = 5 }, Product));

    [Fact]
    public void TryMap_WordThatTheOtherDoesNotKnow_RefusesTheRow() => Assert.Null(Mapped(Orders, Product with { Values = ["A", "C"] }));

    [Fact]
    public void TryMap_FeatureThatTheRowLacks_IsMissingWhereItMayBe()
    {
        var weight = new FeatureDefinition { Name = "weight", Type = FeatureType.Number };

        Assert.Null(Mapped(Orders, weight));
        Assert.Equal([Row[0], FeatureValue.Missing], Mapped(Orders, weight with { Optional = true }));
    }

    // Null where it is refused.
    private static FeatureValue[]? Mapped(params FeatureDefinition[] to)
    {
        var (from, other) = (Prepared([Orders, Product]), Prepared(to));
        var mapping = new InputMapping(from, other);
        var mapped = new FeatureValue[mapping.Inputs];
        return mapping.TryMap(new PredictionRequest(from, RequestShape.Rows, 1, Row, Errors: null), mapped) ? mapped : null;
    }

    private static FeaturePreparation Prepared(FeatureDefinition[] features)
    {
        var table = new SourceTable([new NumberColumn("orders", [1, 5]), new CategoryColumn("product", [0, 1], ["A", "B"]), new NumberColumn("weight", [1, 2])]);
        return FeaturePreparation.Fit(features, [], table).Preparation;
    }
}
