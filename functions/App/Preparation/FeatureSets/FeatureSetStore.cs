using System.Runtime.CompilerServices;
using MlFunctions.Ingestion;
using MlFunctions.Segregation;
using MlFunctions.Storage;

namespace MlFunctions.Preparation;

/// <summary>Keeps prepared data: <c>features/{pipeline}/{featureSetId}/</c> with the columns, the reports on the batches that they are of, and the split.</summary>
public sealed class FeatureSetStore(IArtifactStore artifacts)
{
    /// <summary>Keeps the columns of a feature set. Its id says what they were made from, so writing it again changes nothing.</summary>
    public Task WriteAsync(string pipeline, string featureSetId, SourceTable table, CancellationToken cancellationToken) =>
        artifacts.WriteIfAbsentAsync(PathOf(pipeline, featureSetId, "columns.bin"), stream => SourceTableFormat.Write(table, stream), cancellationToken);

    /// <summary>Notes that a feature set is complete.</summary>
    public Task WriteAsync(string pipeline, PreparedFeatures features, CancellationToken cancellationToken) =>
        artifacts.PutJsonAsync(PathOf(pipeline, features.FeatureSetId, "prepared.json"), features, cancellationToken);

    /// <summary>What came of the preparation of a feature set; null where it has not been completed.</summary>
    public Task<PreparedFeatures?> FindAsync(string pipeline, string featureSetId, CancellationToken cancellationToken) =>
        artifacts.GetJsonAsync<PreparedFeatures>(PathOf(pipeline, featureSetId, "prepared.json"), cancellationToken);

    /// <summary>Every row.</summary>
    public async Task<SourceTable> ReadAsync(string pipeline, string featureSetId, CancellationToken cancellationToken)
    {
        var path = PathOf(pipeline, featureSetId, "columns.bin");
        await using var content = await artifacts.OpenAsync(path, cancellationToken) ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
        using var buffered = new BufferedStream(content, 1 << 16);
        return SourceTableFormat.Read(buffered, path.ToString());
    }

    /// <summary>The split; null where it has not been made.</summary>
    public Task<Split?> FindSplitAsync(string pipeline, string featureSetId, CancellationToken cancellationToken) =>
        artifacts.GetJsonAsync<Split>(PathOf(pipeline, featureSetId, "split.json"), cancellationToken);

    /// <summary>Keeps the report on a batch of a feature set, unless there is one.</summary>
    /// <returns>The report that is kept: that of the first time.</returns>
    public async Task<ConditionReport> KeepReportAsync(string pipeline, string featureSetId, string? source, ConditionReport report, CancellationToken cancellationToken)
    {
        var path = ReportOf(pipeline, featureSetId, source);
        return await artifacts.PutIfAbsentAsync(path, ArtifactStoreExtensions.ToJson(report).ToStream(), cancellationToken)
            ? report
            : await artifacts.RequireJsonAsync<ConditionReport>(path, cancellationToken);
    }

    /// <summary>The report on the pipeline's own batch of a feature set; null where there is no such feature set.</summary>
    public Task<ConditionReport?> FindReportAsync(string pipeline, string featureSetId, CancellationToken cancellationToken) =>
        FindReportAsync(pipeline, featureSetId, source: null, cancellationToken);

    /// <summary>The report on the batch of a source; null where there is no such feature set.</summary>
    public Task<ConditionReport?> FindReportAsync(string pipeline, string featureSetId, string? source, CancellationToken cancellationToken) =>
        artifacts.GetJsonAsync<ConditionReport>(ReportOf(pipeline, featureSetId, source), cancellationToken);

    /// <summary>Keeps the bad rows of a batch.</summary>
    public Task WriteQuarantineAsync(string pipeline, string featureSetId, string? source, Action<Stream> write, CancellationToken cancellationToken) =>
        artifacts.WriteIfAbsentAsync(QuarantineOf(pipeline, featureSetId, source), write, cancellationToken);

    /// <summary>The bad rows of a batch as CSV, see <see cref="QuarantineFile"/>; null where it has none. The caller disposes the stream.</summary>
    public Task<Stream?> OpenQuarantineAsync(string pipeline, string featureSetId, string? source, CancellationToken cancellationToken) =>
        artifacts.OpenAsync(QuarantineOf(pipeline, featureSetId, source), cancellationToken);

    /// <summary>Keeps what a feature set was made from.</summary>
    public Task WriteOriginAsync(string pipeline, FeatureSetOrigin origin, CancellationToken cancellationToken) =>
        artifacts.PutJsonAsync(PathOf(pipeline, origin.FeatureSetId, "origin.json"), origin, cancellationToken);

    /// <summary>What a feature set was made from; null where there is no such feature set.</summary>
    public Task<FeatureSetOrigin?> FindOriginAsync(string pipeline, string featureSetId, CancellationToken cancellationToken) =>
        artifacts.GetJsonAsync<FeatureSetOrigin>(PathOf(pipeline, featureSetId, "origin.json"), cancellationToken);

    /// <summary>What every feature set of a pipeline was made from.</summary>
    public async IAsyncEnumerable<FeatureSetOrigin> OriginsAsync(string pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var path in artifacts.ListAsync(Containers.Features, $"{pipeline}/", cancellationToken))
        {
            if (path.Name.EndsWith("/origin.json", StringComparison.Ordinal))
            {
                yield return await artifacts.RequireJsonAsync<FeatureSetOrigin>(path, cancellationToken);
            }
        }
    }

    /// <summary>Removes the rows of a feature set, good and bad; its origin and the reports stay.</summary>
    public async Task DeleteRowsAsync(string pipeline, string featureSetId, CancellationToken cancellationToken)
    {
        // First of all what says that it is complete, so that no run takes it as it is.
        await artifacts.DeleteAsync(PathOf(pipeline, featureSetId, "prepared.json"), cancellationToken);
        var all = await artifacts.ListAsync(Containers.Features, $"{pipeline}/{featureSetId}/", cancellationToken).ToListAsync(cancellationToken);
        foreach (var path in all.Where(path => path.Name.EndsWith("/columns.bin", StringComparison.Ordinal)
            || path.Name.EndsWith("/split.json", StringComparison.Ordinal) || path.Name.EndsWith(".csv", StringComparison.Ordinal)))
        {
            await artifacts.DeleteAsync(path, cancellationToken);
        }
    }

    /// <summary>Keeps the split of a feature set.</summary>
    public Task WriteSplitAsync(string pipeline, string featureSetId, Split split, CancellationToken cancellationToken) =>
        artifacts.PutJsonAsync(PathOf(pipeline, featureSetId, "split.json"), split, cancellationToken);

    /// <summary>The split.</summary>
    public Task<Split> ReadSplitAsync(string pipeline, string featureSetId, CancellationToken cancellationToken) =>
        artifacts.RequireJsonAsync<Split>(PathOf(pipeline, featureSetId, "split.json"), cancellationToken);

    private static ArtifactPath ReportOf(string pipeline, string featureSetId, string? source) =>
        PathOf(pipeline, featureSetId, source is null ? "report.json" : $"report-{source}.json");

    private static ArtifactPath QuarantineOf(string pipeline, string featureSetId, string? source) =>
        PathOf(pipeline, featureSetId, source is null ? "quarantine.csv" : $"quarantine-{source}.csv");

    private static ArtifactPath PathOf(string pipeline, string featureSetId, string name) => new(Containers.Features, $"{pipeline}/{featureSetId}/{name}");
}
