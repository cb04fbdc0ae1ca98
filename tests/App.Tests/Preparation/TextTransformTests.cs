using MlFunctions.Preparation;
using static MlFunctions.Tests.Preparation.Steps;

namespace MlFunctions.Tests.Preparation;

/// <summary>Expected numbers are those of scikit-learn 1.2.1: TfidfVectorizer and CountVectorizer with their defaults.</summary>
public sealed class TextTransformTests
{
    private static readonly string?[] Texts = ["Red wine, red glass", "white wine", "green glass!", "wine wine"];

    [Fact]
    public void Tf_idf_weighs_words_as_the_reference_does()
    {
        var fit = Fit(Table(Words("note", Texts)), Step("tf-idf"));
        Assert.Equal(["note:glass", "note:green", "note:red", "note:white", "note:wine"], fit.Names());
        double[][] expected =
        [
            [0.35157015004398773, 0.0, 0.8918443128513548, 0.0, 0.2846263361545144],
            [0.0, 0.0, 0.0, 0.8429263481500496, 0.5380289691033573],
            [0.6191302964899972, 0.7852882757103967, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 1.0],
        ];
        for (var r = 0; r < expected.Length; r++)
        {
            Assert.Equal(expected[r].Select(e => (float)e), Row(fit, r), (e, a) => Math.Abs(e - a) < 1e-6);
        }
    }

    [Fact]
    public void N_grams_are_counted_as_the_reference_does()
    {
        var fit = Fit(Table(Words("note", Texts)), Step("n-grams", """{"shortest":1,"longest":2}"""));
        Assert.Equal(
            ["glass", "green", "green glass", "red", "red glass", "red wine", "white", "white wine", "wine", "wine red", "wine wine"], fit.Names().Select(n => n["note:".Length..]));
        Assert.Equal([1, 0, 0, 2, 1, 1, 0, 0, 1, 1, 0], Row(fit, 0));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1], Row(fit, 3));
    }

    [Fact]
    public void Characters_count_too()
    {
        var fit = Fit(Table(Words("note", "ab a", "B")), Step("n-grams", """{"unit":"character","longest":2}"""));
        Assert.Equal([" ", " a", "a", "ab", "b", "b "], fit.Names().Select(n => n["note:".Length..]));
        Assert.Equal([1, 1, 2, 1, 1, 1], Row(fit, 0));
        Assert.Equal([0, 0, 0, 0, 1, 0], Row(fit, 1));
    }

    [Fact]
    public void Only_the_terms_of_most_rows_get_a_column()
    {
        Assert.Equal(["note:glass", "note:wine"], Fit(Table(Words("note", Texts)), Step("tf-idf", """{"terms":2}""")).Names());
    }

    [Fact]
    public void Hashing_counts_every_word_somewhere_and_each_always_in_the_same_place()
    {
        var fit = Fit(Table(Words("note", "red wine", "wine red", "red red", null)), Step("hashing", """{"bits":6}"""));
        Assert.Equal(64, fit.Training.Columns.Count);
        Assert.Equal(Row(fit, 0), Row(fit, 1));
        Assert.Equal(2, Row(fit, 0).Sum(MathF.Abs));
        Assert.Equal(2, Row(fit, 2).Max(MathF.Abs));
        Assert.All(Row(fit, 3), v => Assert.Equal(0, v));

        var unseen = fit.Preparation.Prepare(Table(Words("note", "never seen")));
        Assert.Equal(2, Enumerable.Range(0, 64).Sum(c => MathF.Abs(unseen.Column(c)[0])));
    }

    private static float[] Row(PreparationFit fit, int row)
    {
        var values = new float[fit.Training.Columns.Count];
        fit.Training.CopyRow(row, values);
        return values;
    }
}
