using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Tests.Preparation;

public sealed class FeaturePreparationTests
{
    private static readonly FeatureDefinition[] Features =
    [
        new() { Name = "orders", Type = FeatureType.Number, Minimum = 0, Maximum = 500 },
        new() { Name = "product", Type = FeatureType.Category, Values = ["SKU1", "SKU2", "SKU3"] },
        new() { Name = "weight", Type = FeatureType.Number, Optional = true },
        new() { Name = "town", Type = FeatureType.Category, Optional = true, Unknown = UnknownWords.Reject },
    ];

    [Fact]
    public void Categories_are_coded_in_declared_order_or_else_in_ordinal_order_of_the_training_rows()
    {
        var fit = Fit();
        Assert.Equal(
            [new("orders"), new("product", FeatureKind.Category, 3), new("weight"), new FeatureColumn("town", FeatureKind.Category, 2)], fit.Preparation.Columns);
        Assert.Equal([2, 0, 1], fit.Training.Column(1).ToArray());

        // The missing town is the most frequent one, of two equally frequent ones the first.
        Assert.Equal([1, 0, 0], fit.Training.Column(3).ToArray());
    }

    [Fact]
    public void A_missing_optional_number_is_the_median_of_the_training_rows()
    {
        var fit = Fit();

        // The training rows have 1 and 4.
        Assert.Equal([1, 2.5f, 4], fit.Training.Column(2).ToArray());
        Assert.Equal(2.5f, Prepare(fit.Preparation, FeatureValue.Of(1), FeatureValue.Of("SKU1"), FeatureValue.Missing, FeatureValue.Missing)[2]);
    }

    [Fact]
    public void One_row_and_a_table_give_the_same_floats_to_the_bit()
    {
        var preparation = Fit().Preparation;
        var random = new Random(3);
        var texts = Enumerable.Range(0, 5000).Select(_ => (random.NextDouble() * 500).ToString("R")).ToArray();
        var table = new SourceTable(
        [
            new CategoryColumn("town", [.. texts.Select((_, r) => (r % 4) - 1)], ["Bonn", "Ulm", "Unseen"]),
            new NumberColumn("orders", [.. texts.Select(float.Parse)]),
            new NumberColumn("weight", [.. texts.Select((t, r) => r % 3 == 0 ? float.NaN : float.Parse(t))]),
            new CategoryColumn("product", [.. texts.Select((_, r) => r % 3)], ["SKU3", "SKU1", "SKU2"]),
        ]);
        var offline = preparation.Prepare(table, threads: 2);
        var row = new float[preparation.Columns.Count];
        for (var r = 0; r < texts.Length; r++)
        {
            var json = $$"""{"orders":{{texts[r]}},"product":"{{((CategoryColumn)table.Get("product")).Word(r)}}","weight":{{(r % 3 == 0 ? "null" : texts[r])}},"town":{{JsonSerializer.Serialize(((CategoryColumn)table.Get("town")).Word(r))}}}""";
            using var parsed = JsonDocument.Parse(json);
            var online = Prepare(preparation, [.. Features.Select(f => FeatureValue.Of(parsed.RootElement.GetProperty(f.Name)))]);
            offline.CopyRow(r, row);
            Assert.Equal(row.Select(BitConverter.SingleToUInt32Bits), online.Select(BitConverter.SingleToUInt32Bits));
        }
    }

    [Fact]
    public void Preparing_a_row_allocates_nothing()
    {
        var preparation = Fit().Preparation;
        FeatureValue[] row = [FeatureValue.Of(3), FeatureValue.Of("SKU2"), FeatureValue.Missing, FeatureValue.Of("Ulm")];
        var result = new float[4];
        preparation.Prepare(row, result);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            preparation.Prepare(row, result);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Every_faulty_field_is_named()
    {
        var preparation = Fit().Preparation;
        Assert.Empty(Faults(preparation, FeatureValue.Of(0), FeatureValue.Of("SKU1"), FeatureValue.Missing, FeatureValue.Missing));
        Assert.Equal(
            ["orders must be at least 0, not -1", "product must be one of SKU1, SKU2, SKU3, not 'SKU009'", "weight must be a number, not 'heavy'", "town must be one of Bonn, Ulm, not 'Rome'"],
            Faults(preparation, FeatureValue.Of(-1), FeatureValue.Of("SKU009"), FeatureValue.Of("heavy"), FeatureValue.Of("Rome")));
        Assert.Equal(
            ["orders is required", "product is required", "weight must be within ±3.4028235E+38, not 1E+39"],
            Faults(preparation, FeatureValue.Missing, FeatureValue.Of(""), FeatureValue.Of(1e39), FeatureValue.Missing));
        Assert.Equal(
            ["orders must be at most 500, not 501", "product must be a text, one of SKU1, SKU2, SKU3, not 5", "weight must be a number, not '[1]'"],
            Faults(preparation, FeatureValue.Of(501), FeatureValue.Of(5), FeatureValue.Of(JsonDocument.Parse("[1]").RootElement), FeatureValue.Missing));
    }

    [Fact]
    public void A_saved_preparation_reads_back_the_same()
    {
        var preparation = Fit().Preparation;
        var saved = PreparationFormat.Write(preparation);
        var read = PreparationFormat.Read(saved);
        Assert.Equal(Encoding.UTF8.GetString(saved), Encoding.UTF8.GetString(PreparationFormat.Write(read)));
        Assert.Equal(
            Prepare(preparation, FeatureValue.Of(7), FeatureValue.Of("SKU3"), FeatureValue.Missing, FeatureValue.Of("Ulm")),
            Prepare(read, FeatureValue.Of(7), FeatureValue.Of("SKU3"), FeatureValue.Missing, FeatureValue.Of("Ulm")));
    }

    [Theory]
    [InlineData("", "This is no saved preparation")]
    [InlineData("{}", "This is no saved preparation")]
    [InlineData("null", "The preparation is of version ")]
    [InlineData("""{"version":2,"inputs":[],"transforms":[],"outputs":[],"places":{"values":0,"instants":0,"texts":0}}""", "The preparation is of version 2; this program reads version 1.")]
    [InlineData("""{"version":1,"inputs":[],"transforms":[{"transform":"magic"}],"outputs":[],"places":{"values":0,"instants":0,"texts":0}}""", "This is no saved preparation")]
    public void What_is_no_saved_preparation_is_refused(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<PreparationException>(() => PreparationFormat.Read(Encoding.UTF8.GetBytes(json))).Message);

    [Fact]
    public void Unknown_steps_and_settings_are_refused_by_name()
    {
        Assert.StartsWith("There is no transform 'magic'; known are ", Refusal("magic", "{}").Message);
        Assert.Equal("'impute' names the column 'x'; there are orders, product, weight, town.", Refusal("impute", "{}", "x").Message);
        Assert.Equal("'impute' has strategy \"wild\"; it must be one of mean, median, most-frequent, constant.", Refusal("impute", """{"strategy":"wild"}""").Message);

        static PreparationException Refusal(string name, string settings, params string[] columns) => Assert.Throws<PreparationException>(
            () => FeaturePreparation.Fit(Features, [new TransformDefinition(name, columns, (JsonObject)JsonNode.Parse(settings)!)], Training()));
    }

    private static PreparationFit Fit() => FeaturePreparation.Fit(Features, [], Training());

    private static SourceTable Training() => new(
    [
        new NumberColumn("orders", [10, 20, 30]),
        new CategoryColumn("product", [0, 1, 2], ["SKU3", "SKU1", "SKU2"]),
        new NumberColumn("weight", [1, float.NaN, 4]),
        new CategoryColumn("town", [0, -1, 1], ["Ulm", "Bonn", "Unused"]),
    ]);

    private static float[] Prepare(FeaturePreparation preparation, params FeatureValue[] row)
    {
        var result = new float[preparation.Columns.Count];
        preparation.Prepare(row, result);
        return result;
    }

    private static IEnumerable<string> Faults(FeaturePreparation preparation, params FeatureValue[] row)
    {
        var faults = new List<FieldFault>();
        preparation.Validate(row, faults);
        return faults.Select(f => $"{f.Field} {f.Fault}");
    }
}
