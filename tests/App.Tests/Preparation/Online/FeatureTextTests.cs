using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Tests.Preparation.Online;

public sealed class FeatureTextTests
{
    [Fact]
    public void Values_come_back_to_the_bit()
    {
        var random = new Random(8);
        var floats = Enumerable.Range(0, 5000).Select(_ => BitConverter.Int32BitsToSingle(random.Next())).Where(float.IsFinite).Append(-0f).Append(float.Epsilon).ToArray();
        var instants = Enumerable.Range(0, 5000).Select(_ => Seconds(new DateTime(random.NextInt64(DateTime.MaxValue.Ticks)))).ToArray();
        var numbers = new NumberColumn("x", floats);
        var times = new PreciseColumn("t", instants);

        for (var row = 0; row < floats.Length; row++)
        {
            Assert.Equal(floats[row], FeatureText.Read(FeatureText.Of(numbers, row), FeatureType.Number).Single);
        }

        for (var row = 0; row < instants.Length; row++)
        {
            Assert.True(Instant.TryParse(FeatureText.Read(FeatureText.Of(times, row), FeatureType.Instant).Text, out var seconds));
            Assert.Equal(instants[row], seconds);
        }
    }

    private static double Seconds(DateTime time)
    {
        Assert.True(Instant.TryParse(time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"), out var seconds));
        return seconds;
    }

    [Fact]
    public void What_is_missing_stays_missing()
    {
        Assert.Equal(FeatureValueKind.Missing, FeatureText.Read(FeatureText.Of(new NumberColumn("x", [float.NaN]), 0), FeatureType.Number).Kind);
        Assert.Equal(FeatureValueKind.Missing, FeatureText.Read(FeatureText.Of(new CategoryColumn("w", [CategoryColumn.Missing], []), 0), FeatureType.Category).Kind);
        Assert.Equal(FeatureValueKind.Missing, FeatureText.Read(FeatureText.Of(FeatureValue.Missing), FeatureType.Text).Kind);
    }
}
