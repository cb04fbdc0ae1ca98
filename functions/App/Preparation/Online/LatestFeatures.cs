using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>What a table says of each entity last.</summary>
internal static class LatestFeatures
{
    /// <summary>
    /// For each entity the features of its last row: by the time column of the first series, or else the last in the table.
    /// Features of earlier rows are those of the row that would come next, so that a request about it needs no history.
    /// </summary>
    /// <param name="definition">The pipeline, which names an entity.</param>
    /// <param name="table">A feature set.</param>
    /// <param name="at">The moment from which they are known.</param>
    /// <returns>None where the table was made before the definition named the entity.</returns>
    public static IReadOnlyList<EntityFeatures> Of(PipelineDefinition definition, SourceTable table, DateTimeOffset at)
    {
        if (table.Find(definition.Entity!) is not CategoryColumn entities)
        {
            return [];
        }

        var made = definition.Series.Where(series => series.Names.All(name => table.Find(name) is not null)).ToArray();
        var next = made.SelectMany(series => series.After(table).Columns).ToArray();
        SourceColumn[] columns =
        [
            .. definition.Features.Select(feature => table.Find(feature.Name)).OfType<SourceColumn>(),
            .. next,
        ];
        return
        [
            .. LastRows(entities, made.Length == 0 ? null : SeriesOrder.Values(table, made[0].Time)).Select(row => new EntityFeatures(
                entities.Word(row)!, at, columns.ToDictionary(column => column.Name, column => FeatureText.Of(column, row), StringComparer.Ordinal))),
        ];
    }

    private static IEnumerable<int> LastRows(CategoryColumn entities, double[]? time)
    {
        var last = new int[entities.Words.Count];
        Array.Fill(last, SeriesOrder.None);
        for (var row = 0; row < entities.Rows; row++)
        {
            if (!entities.IsMissing(row))
            {
                ref var known = ref last[entities.Codes[row]];
                known = known == SeriesOrder.None || time is null || time[row] >= time[known] ? row : known;
            }
        }

        return last.Where(row => row != SeriesOrder.None);
    }
}
