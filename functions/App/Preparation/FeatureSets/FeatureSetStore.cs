using MlFunctions.Ingestion;
using MlFunctions.Segregation;
using MlFunctions.Storage;

namespace MlFunctions.Preparation;

/// <summary>Keeps prepared data: <c>features/{pipeline}/{featureSetId}/</c> with the columns, the report on them, and the split.</summary>
internal sealed class FeatureSetStore(IArtifactStore artifacts)
{
    /// <summary>Keeps the columns of a feature set and the report on them. Its id says what they were made from, so writing it again changes nothing.</summary>
    public async Task WriteAsync(string pipeline, string featureSetId, SourceTable table, ConditionReport report, CancellationToken cancellationToken)
    {
        await artifacts.PutJsonAsync(PathOf(pipeline, featureSetId, "report.json"), report, cancellationToken);
        using var content = new MemoryStream();
        SourceTableFormat.Write(table, content);
        content.Position = 0;
        await artifacts.PutIfAbsentAsync(PathOf(pipeline, featureSetId, "columns.bin"), content, cancellationToken);
    }

    /// <summary>The report on a feature set; null where there is no such feature set.</summary>
    public Task<ConditionReport?> FindReportAsync(string pipeline, string featureSetId, CancellationToken cancellationToken) =>
        artifacts.GetJsonAsync<ConditionReport>(PathOf(pipeline, featureSetId, "report.json"), cancellationToken);

    /// <summary>Keeps what a feature set was made from.</summary>
    public Task WriteOriginAsync(string pipeline, FeatureSetOrigin origin, CancellationToken cancellationToken) =>
        artifacts.PutJsonAsync(PathOf(pipeline, origin.FeatureSetId, "origin.json"), origin, cancellationToken);

    /// <summary>What a feature set was made from; null where there is no such feature set.</summary>
    public Task<FeatureSetOrigin?> FindOriginAsync(string pipeline, string featureSetId, CancellationToken cancellationToken) =>
        artifacts.GetJsonAsync<FeatureSetOrigin>(PathOf(pipeline, featureSetId, "origin.json"), cancellationToken);

    /// <summary>Keeps the split of a feature set.</summary>
    public Task WriteSplitAsync(string pipeline, string featureSetId, Split split, CancellationToken cancellationToken) =>
        artifacts.PutJsonAsync(PathOf(pipeline, featureSetId, "split.json"), split, cancellationToken);

    /// <summary>Every row.</summary>
    public async Task<SourceTable> ReadAsync(string pipeline, string featureSetId, CancellationToken cancellationToken)
    {
        var path = PathOf(pipeline, featureSetId, "columns.bin");
        await using var content = await artifacts.OpenAsync(path, cancellationToken) ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
        using var buffered = new BufferedStream(content, 1 << 16);
        return SourceTableFormat.Read(buffered, path.ToString());
    }

    /// <summary>The split.</summary>
    public Task<Split> ReadSplitAsync(string pipeline, string featureSetId, CancellationToken cancellationToken) =>
        artifacts.RequireJsonAsync<Split>(PathOf(pipeline, featureSetId, "split.json"), cancellationToken);

    private static ArtifactPath PathOf(string pipeline, string featureSetId, string name) => new(Containers.Features, $"{pipeline}/{featureSetId}/{name}");
}
