namespace MlFunctions.Tests.Samples;

public sealed class SampleTableTests
{
    [Theory]
    [InlineData("dispatch")]
    [InlineData("banknotes")]
    [InlineData("housing")]
    public void Table_IsWhatItsGeneratorMakes(string sample)
    {
        var expected = sample switch
        {
            "dispatch" => DispatchTable.Csv(rows: 1000, seed: 20),
            "banknotes" => BanknotesTable.Csv(rows: 1372, seed: 20),
            _ => HousingTable.Csv(rows: 506, seed: 20),
        };
        var path = Path.Combine(Repository.Root, "samples", sample, $"{sample}.csv");
        if (Environment.GetEnvironmentVariable("WRITE_SAMPLES") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }
}
