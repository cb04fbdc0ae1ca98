using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>Which function has had which version of which blob, and how often it failed.</summary>
internal sealed class BlobReceipts(StateStore store)
{
    public static readonly StateSchema Schema = new("blobs",
    [
        """
        CREATE TABLE blob_receipt (
            function TEXT NOT NULL,
            path TEXT NOT NULL,
            etag TEXT NOT NULL,
            tries INTEGER NOT NULL,
            status TEXT NOT NULL,
            error TEXT,
            PRIMARY KEY (function, path, etag)) WITHOUT ROWID
        """,
    ]);

    private const string Open = "open";
    private const string Done = "done";
    private const string Poison = "poison";

    /// <summary>Whether the function is through with that version, by success or by too many failures.</summary>
    public bool IsSettled(string function, BlobVersion blob) => store.Read(connection => connection.QueryFirst(
        "SELECT status <> ?4 FROM blob_receipt WHERE function = ?1 AND path = ?2 AND etag = ?3",
        row => row.Boolean(0),
        function, blob.Path, blob.ETag, Open));

    /// <summary>Notes that a try begins; a crash during it counts as a try.</summary>
    /// <returns>How many tries there have been, this one included.</returns>
    public Task<int> BeginTryAsync(string function, BlobVersion blob) => store.WriteAsync(connection =>
    {
        connection.Execute(
            """
            INSERT INTO blob_receipt (function, path, etag, tries, status) VALUES (?1, ?2, ?3, 1, ?4)
            ON CONFLICT DO UPDATE SET tries = tries + 1
            """,
            function, blob.Path, blob.ETag, Open);
        return connection.QueryFirst(
            "SELECT tries FROM blob_receipt WHERE function = ?1 AND path = ?2 AND etag = ?3",
            row => (int)row.Integer(0),
            function, blob.Path, blob.ETag);
    });

    /// <summary>Takes a try back that the host itself ended.</summary>
    public Task TakeBackTryAsync(string function, BlobVersion blob) => store.WriteAsync(connection => connection.Execute(
        "UPDATE blob_receipt SET tries = tries - 1 WHERE function = ?1 AND path = ?2 AND etag = ?3",
        function, blob.Path, blob.ETag));

    public Task SucceedAsync(string function, BlobVersion blob) => SettleAsync(function, blob, Done, error: null);

    public Task PoisonAsync(string function, BlobVersion blob, string error) => SettleAsync(function, blob, Poison, error);

    /// <summary>The versions that failed too often, with the last error.</summary>
    public IReadOnlyList<PoisonBlob> ListPoison() => store.Read(connection => connection.Query(
        "SELECT function, path, etag, error FROM blob_receipt WHERE status = ?1 ORDER BY path, function",
        row => new PoisonBlob(row.Text(0), row.Text(1), row.Text(2), row.Text(3)),
        Poison));

    private Task<int> SettleAsync(string function, BlobVersion blob, string status, string? error) => store.WriteAsync(connection => connection.Execute(
        "UPDATE blob_receipt SET status = ?4, error = ?5 WHERE function = ?1 AND path = ?2 AND etag = ?3",
        function, blob.Path, blob.ETag, status, error));
}
