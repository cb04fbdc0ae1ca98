using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Google.Protobuf;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>Looks for new versions of blobs, and invokes the functions with a <c>[BlobTrigger]</c> on their path, each version once.</summary>
internal sealed class BlobTriggers(Worker worker, BlobServiceClient account)
{
    /// <summary>The setting that the functions' account is in.</summary>
    public const string Connection = "AzureWebJobsStorage";

    private readonly HashSet<(string Function, string Path, string ETag)> _receipts = [];

    /// <summary>Invokes functions for all that is new; a Functions host does so by itself, every few seconds.</summary>
    public async Task LookAsync(CancellationToken cancellationToken = default)
    {
        foreach (var function in worker.Functions.Where(function => function.Trigger.Type == "blobTrigger"))
        {
            var pattern = function.Trigger.Text("path") ?? function.Trigger.Text("blobPath")!;
            var container = account.GetBlobContainerClient(pattern[..pattern.IndexOf('/', StringComparison.Ordinal)]);
            if (!await container.ExistsAsync(cancellationToken))
            {
                continue;
            }

            var parts = PathOf(pattern);
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
            {
                var path = $"{container.Name}/{blob.Name}";
                if (parts.Match(path) is { Success: true } match && _receipts.Add((function.Name, path, blob.Properties.ETag.ToString()!)))
                {
                    var metadata = match.Groups.Values.Skip(1).ToDictionary(group => group.Name, group => new TypedData { String = group.Value });
                    metadata["BlobTrigger"] = new TypedData { String = path };
                    metadata["Uri"] = new TypedData { Json = JsonSerializer.Serialize(container.GetBlobClient(blob.Name).Uri) };
                    await worker.InvokeAsync(function, Reference(container.Name, blob.Name), metadata, cancellationToken: cancellationToken);
                }
            }
        }
    }

    // {name} stands for a part of the path; the last one may contain slashes.
    private static Regex PathOf(string pattern) =>
        new($"^{Regex.Replace(Regex.Escape(pattern), @"\\\{(?<name>\w+)\}", "(?<${name}>.+?)", RegexOptions.NonBacktracking)}$", RegexOptions.NonBacktracking);

    /// <summary>What a parameter of a blob is bound to: where the blob is. The worker reads it itself.</summary>
    public static TypedData Reference(string container, string blob) => new()
    {
        ModelBindingData = new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureStorageBlobs",
            ContentType = "application/json",
            Content = ByteString.CopyFromUtf8(JsonSerializer.Serialize(new { Connection, ContainerName = container, BlobName = blob })),
        },
    };
}
