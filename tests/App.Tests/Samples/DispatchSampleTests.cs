namespace MlFunctions.Tests.Samples;

public sealed class DispatchSampleTests
{
    [Fact]
    public void Table_IsWhatTheGeneratorMakes()
    {
        var expected = DispatchTable.Csv(rows: 1000, seed: 20);
        var path = Path.Combine(Repository.Root, "samples", "dispatch", "dispatch.csv");
        if (Environment.GetEnvironmentVariable("WRITE_SAMPLES") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }
}
