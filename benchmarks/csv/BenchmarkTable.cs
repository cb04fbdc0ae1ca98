using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Csv.Benchmarks;

/// <summary>The table that is read: 28 numbers and a label.</summary>
internal sealed class BenchmarkTable(string path)
{
    private static readonly FeatureDefinition[] Features =
        [.. Enumerable.Range(0, 28).Select(i => new FeatureDefinition { Name = $"f{i}", Type = FeatureType.Number })];

    private static readonly CsvSchema Schema = new(
        [.. Features.Select(f => new CsvColumn(f.Name, CsvColumnKind.Number) { Required = true }), new CsvColumn("label", CsvColumnKind.PreciseNumber)]);

    public string Path { get; } = path;

    /// <summary>The file, read.</summary>
    public async Task<CsvResult> ReadAsync(int threads)
    {
        await using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        return await CsvReader.ReadAsync(file, Path, Schema, new CsvOptions { Threads = threads });
    }

    /// <summary>The file as a trainer takes it.</summary>
    public async Task<Dataset> ToFeaturesAsync(int threads)
    {
        var read = await ReadAsync(threads);
        return new Dataset(FeaturePreparation.Fit(Features, [], read.Table).Training, [((PreciseColumn)read.Table.Get("label")).Values]);
    }
}
