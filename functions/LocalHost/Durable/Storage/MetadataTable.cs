using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>Instances as queries see them.</summary>
internal static class MetadataTable
{
    private const string Columns = "key, id, name, status, created, updated, tags, failure, custom_status, output";

    public static OrchestrationMetadata? Find(StateConnection c, string id, bool payloads, DataConverter converter) => c.QueryFirst(
        $"SELECT {Columns} FROM durable_instance WHERE id = ?1", row => Read(c, row, payloads, converter), id);

    /// <summary>A page of the instances that match, oldest first.</summary>
    /// <returns>The instances, and the key of the last when there may be more.</returns>
    public static (List<OrchestrationMetadata> Instances, long? Last) Page(StateConnection c, OrchestrationQuery query, long after, int size, DataConverter converter)
    {
        var last = after;
        var instances = c.Query(
            $"""
            SELECT {Columns} FROM durable_instance
            WHERE key > ?1 AND created >= ?2 AND created <= ?3 AND (?4 IS NULL OR status IN (SELECT value FROM json_each(?4)))
              AND (?5 IS NULL OR substr(id, 1, length(?5)) = ?5)
            ORDER BY key LIMIT ?6
            """,
            row =>
            {
                last = row.Integer(0);
                return Read(c, row, query.FetchInputsAndOutputs, converter);
            },
            after,
            query.CreatedFrom?.UtcTicks ?? 0,
            query.CreatedTo?.UtcTicks ?? long.MaxValue,
            StatusList(query.Statuses),
            query.InstanceIdPrefix,
            size);
        return (instances, instances.Count == size ? last : null);
    }

    /// <summary>A page of the ids of finished or other instances, by when they finished.</summary>
    public static List<(long Key, string Id)> Ids(StateConnection c, IEnumerable<OrchestrationRuntimeStatus>? statuses, DateTimeOffset? from, DateTimeOffset? to, long after, int size) => c.Query(
        """
        SELECT key, id FROM durable_instance
        WHERE key > ?1 AND (?2 IS NULL OR completed >= ?2) AND (?3 IS NULL OR completed <= ?3)
          AND (?4 IS NULL OR status IN (SELECT value FROM json_each(?4)))
        ORDER BY key LIMIT ?5
        """,
        row => (row.Integer(0), row.Text(1)),
        after,
        from?.UtcTicks,
        to?.UtcTicks,
        StatusList(statuses),
        size);

    /// <summary>The finished instances that match.</summary>
    public static List<long> Finished(StateConnection c, PurgeInstancesFilter filter) => c.Query(
        """
        SELECT key FROM durable_instance
        WHERE status IN (1, 3, 5) AND created >= ?1 AND created <= ?2 AND (?3 IS NULL OR status IN (SELECT value FROM json_each(?3)))
        """,
        row => row.Integer(0),
        filter.CreatedFrom?.UtcTicks ?? 0,
        filter.CreatedTo?.UtcTicks ?? long.MaxValue,
        StatusList(filter.Statuses));

    /// <summary>A JSON array of the statuses' numbers; null for any.</summary>
    private static string? StatusList(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        statuses is null || !statuses.Any() ? null : $"[{string.Join(',', statuses.Select(status => (int)status))}]";

    private static OrchestrationMetadata Read(StateConnection c, StateRow row, bool payloads, DataConverter converter) => new(row.Text(2), row.Text(1))
    {
        // Without a converter the official type says that payloads were not asked for.
        DataConverter = payloads ? converter : null,
        RuntimeStatus = (OrchestrationRuntimeStatus)row.Integer(3),
        CreatedAt = new DateTimeOffset(row.Integer(4), TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(row.Integer(5), TimeSpan.Zero),
        Tags = HistoryJson.ReadTags(row.TextOrNull(6)),
        FailureDetails = row.IsNull(7) ? null : HistoryJson.ReadFailure(row.Span(7)),
        SerializedCustomStatus = payloads ? row.TextOrNull(8) : null,
        SerializedOutput = payloads ? row.TextOrNull(9) : null,
        SerializedInput = payloads ? HistoryTable.ReadStart(c, row.Integer(0)).Input : null,
    };
}
