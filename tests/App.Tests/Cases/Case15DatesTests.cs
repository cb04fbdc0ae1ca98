using System.Text.Json.Nodes;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Tests.Ingestion.Csv;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 15: dates as people write them, in the zone that they mean; and order by years and whole numbers.</summary>
public sealed class Case15DatesTests
{
    [Theory]
    [InlineData("Jun 12 1998", "MMM d yyyy", "1998-06-12T00:00:00Z")]
    [InlineData("31/12/2024", "dd/MM/yyyy", "2024-12-31T00:00:00Z")]
    [InlineData("3/1/2024 9:05", "d/M/yyyy H:mm", "2024-01-03T09:05:00Z")]
    [InlineData("31.12.24", "dd.MM.yy", "2024-12-31T00:00:00Z")]
    [InlineData("2024", "year", "2024-01-01T00:00:00Z")]
    [InlineData("1709214300", "epoch-seconds", "2024-02-29T13:45:00Z")]
    [InlineData("1709214300.5", "epoch-seconds", "2024-02-29T13:45:00.5Z")]
    [InlineData("1709214300500", "epoch-milliseconds", "2024-02-29T13:45:00.5Z")]
    [InlineData("20240229", "yyyyMMdd", "2024-02-29T00:00:00Z")]
    [InlineData("2024-02-29T13:45:00+02:00", "dd/MM/yyyy", "2024-02-29T11:45:00Z")]
    public async Task ADate_IsReadByItsFormat_InFilesAndInRequests(string text, string format, string instant)
    {
        var read = await ReadAsync($"{text}\n", format: format);

        Assert.Equal(instant, Instant.Format(read.Precise("d")[0]));
        Assert.Null(Input(format, zone: null).Fault(FeatureValue.Of(text)));
    }

    [Theory]
    [InlineData("12/31/2024", "dd/MM/yyyy", "is not a date of the format 'dd/MM/yyyy' such as 29/02/2024")]
    [InlineData("24.5", "year", "is not a year such as 2024")]
    [InlineData("soon", "epoch-seconds", "is not a number of seconds since 1970 such as 1709214300")]
    public async Task ADateOfAnotherFormat_IsABadRow_ThatSaysWhatWasExpected(string text, string format, string fault)
    {
        var read = await ReadAsync($"{text}\n2024-01-01T00:00:00Z\n", format: format);

        Assert.Contains(fault, Assert.Single(read.Faults).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-07-01 12:00", "Europe/Berlin", "2024-07-01T10:00:00Z")]
    [InlineData("2024-01-01 12:00", "Europe/Berlin", "2024-01-01T11:00:00Z")]
    [InlineData("2024-07-01", "America/New_York", "2024-07-01T04:00:00Z")]
    [InlineData("2024-07-01T12:00:00Z", "Europe/Berlin", "2024-07-01T12:00:00Z")]
    [InlineData("2024-10-27T02:30:00+01:00", "Europe/Berlin", "2024-10-27T01:30:00Z")]
    public async Task ATimeWithoutAnOffset_IsInTheZoneOfItsFeature(string text, string zone, string instant) =>
        Assert.Equal(instant, Instant.Format((await ReadAsync($"{text}\n", zone: zone)).Precise("d")[0]));

    [Theory]
    [InlineData("2024-03-31 02:30", "does not exist in Europe/Berlin")]
    [InlineData("2024-10-27 02:30", "comes twice in Europe/Berlin")]
    public async Task ALocalTimeThatIsNotOne_IsReported(string text, string fault)
    {
        var read = await ReadAsync($"{text}\n2024-07-01 12:00\n", zone: "Europe/Berlin");

        Assert.Contains(fault, Assert.Single(read.Faults).Fault, StringComparison.Ordinal);
        Assert.Contains(fault, Input(format: null, "Europe/Berlin").Fault(FeatureValue.Of(text))!.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ARequest_MayBringYearsAndSecondsAsNumbers()
    {
        Assert.Null(Input("year", zone: null).Fault(FeatureValue.Of(2024)));
        Assert.Null(Input("epoch-seconds", zone: null).Fault(FeatureValue.Of(1709214300)));
        Assert.NotNull(Input(format: null, zone: null).Fault(FeatureValue.Of(2024)));
    }

    [Fact]
    public async Task ThePartsOfADate_AreThoseOfItsZone_AlsoWhenReadBack()
    {
        var definition = DefinedFile.Define(Date(format: null, "Europe/Berlin"));
        var table = (await ReadAsync("2024-05-01\n2024-12-31 23:30\n", zone: "Europe/Berlin")).Table;
        var features = definition.Features.Where(f => f.Name == "d").ToArray();
        var fit = FeaturePreparation.Fit(features, [new TransformDefinition("date-parts", [], [])], table);
        var preparation = PreparationFormat.Read(PreparationFormat.Write(fit.Preparation));

        var day = preparation.Columns.ToList().FindIndex(c => c.Name == "d_day");
        var hour = preparation.Columns.ToList().FindIndex(c => c.Name == "d_hour");
        var prepared = preparation.Prepare(table);
        Assert.Equal([1f, 31f], prepared.Column(day).ToArray());
        Assert.Equal([0f, 23f], prepared.Column(hour).ToArray());
        var row = new float[preparation.Columns.Count];
        preparation.Prepare([FeatureValue.Of("2024-05-01")], row);
        Assert.Equal((1f, 0f), (row[day], row[hour]));
    }

    [Theory]
    [InlineData("dd", null, "$.features[2].format")]
    [InlineData("quickly", null, "$.features[2].format")]
    [InlineData(null, "Europe/Atlantis", "$.features[2].zone")]
    public void AFormatOrZoneThatThereIsNot_IsAFaultOfTheDefinition(string? format, string? zone, string path) =>
        Assert.Equal([path], DefinedFile.Faults(Date(format, zone)));

    [Fact]
    public void AFormatOfSomethingElse_IsAFaultOfTheDefinition() =>
        Assert.Equal(["$.features[0]"], DefinedFile.Faults(definition => definition["features"]![0]!["format"] = "yyyy"));

    [Theory]
    [InlineData("2021,2019,2020,2018")]
    [InlineData("20240301,20240101,20240201,20231201")]
    [InlineData("2024-03-01,2024-01-01,2024-02-01,2023-12-01")]
    [InlineData("4,2,3,1")]
    public async Task TimeOrdered_GoesByDatesYearsAndWholeNumbers(string times)
    {
        var rows = string.Concat(times.Split(',').Select((time, row) => $"{row},a,{row},{time}\n"));
        var read = await DefinedFile.ReadAsync($"x,k,y,t\n{rows}", definition => definition["split"] = JsonNode.Parse("""{"strategy":"time-ordered","by":"t"}"""));

        Assert.Equal(0, read.BadRows);
        var order = ((PreciseColumn)read.Table.Get("t")).Values;
        Assert.Equal([3, 1, 2, 0], Enumerable.Range(0, 4).OrderBy(row => order[row]));
    }

    [Fact]
    public async Task ATimeOfAnotherKindThanTheFirst_IsABadRow()
    {
        var read = await DefinedFile.ReadAsync("x,k,y,t\n1,a,1,2020\n2,a,2,2021-05-01\n", definition => definition["split"] = JsonNode.Parse("""{"strategy":"time-ordered","by":"t"}"""));

        Assert.Equal("t", Assert.Single(read.Faults).Column);
    }

    [Fact]
    public void Words_MeanWhatTheFileCallsThem_InJson()
    {
        var sex = new InputFeature { Name = "k", Type = FeatureType.Category, Words = ["True", "False"] };
        var coded = new InputFeature { Name = "k", Type = FeatureType.Category, Words = ["1", "0"] };
        foreach (var json in new[] { "true", "1", "\"1\"", "\"True\"", "\"yes\"" })
        {
            using var value = System.Text.Json.JsonDocument.Parse(json);
            Assert.Null(sex.Fault(FeatureValue.Of(value.RootElement)));
            Assert.Null(coded.Fault(FeatureValue.Of(value.RootElement)));
        }

        // Where words are no yes and no, a number is the word that it is written as, and nothing else.
        var sizes = new InputFeature { Name = "k", Type = FeatureType.Category, Words = ["1", "2", "3"] };
        Assert.Null(sizes.Fault(FeatureValue.Of(2)));
        using var yes = System.Text.Json.JsonDocument.Parse("true");
        Assert.NotNull(sizes.Fault(FeatureValue.Of(yes.RootElement)));
        Assert.NotNull(sizes.Fault(FeatureValue.Of(4)));
    }

    private static InputFeature Input(string? format, string? zone) => new() { Name = "d", Type = FeatureType.Instant, Format = format, Zone = zone };

    private static Action<JsonObject> Date(string? format, string? zone) => definition =>
    {
        var feature = new JsonObject { ["name"] = "d", ["type"] = "date" };
        if (format is not null)
        {
            feature["format"] = format;
        }

        if (zone is not null)
        {
            feature["zone"] = zone;
        }

        definition["features"]!.AsArray().Add(feature);
    };

    private static Task<MlFunctions.Ingestion.Csv.CsvResult> ReadAsync(string dates, string? format = null, string? zone = null) => DefinedFile.ReadAsync(
        "x,k,y,d\n" + string.Concat(dates.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((date, row) => $"{row},a,{row},{date}\n")), Date(format, zone));
}
