using System.Collections.Concurrent;
using Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Blobs.Account;
using MlFunctions.LocalHost.Blobs.Folder;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>The store of each connection: the account whose connection string its setting holds, the folder when it holds none.</summary>
internal sealed class BlobStores(IConfiguration configuration, BlobFolder folder, BlobScanInterval interval, TimeProvider clock, ILogger<BlobStores> logger)
{
    /// <summary>The setting that counts for bindings which name none.</summary>
    public const string DefaultConnection = "AzureWebJobsStorage";

    private readonly ConcurrentDictionary<string, BlobAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>The store of a binding.</summary>
    /// <param name="connection">The binding's <c>Connection</c>.</param>
    /// <exception cref="StartupException">The setting is no connection string.</exception>
    public IBlobStore Of(string? connection)
    {
        var name = connection ?? DefaultConnection;

        // The Functions host, too, looks for the name with this prefix first.
        var setting = configuration[$"AzureWebJobs{name}"] is { Length: > 0 } prefixed ? prefixed : configuration[name];
        return string.IsNullOrEmpty(setting) ? folder : _accounts.GetOrAdd(setting, text => Connect(name, text));
    }

    /// <summary>Finds out whether the accounts that bindings use are there, so that a start in vain does not look like one that takes long.</summary>
    /// <exception cref="StartupException">One is not.</exception>
    public async Task ReachAccountsAsync(CancellationToken cancellationToken)
    {
        foreach (var account in _accounts.Values)
        {
            try
            {
                await account.ReachAsync(cancellationToken);
            }
            catch (RequestFailedException exception)
            {
                throw new StartupException(
                    $"No storage account answers at {account.Account.Uri} ({exception.Message}); start it (Azurite: azurite-blob), or leave '{DefaultConnection}' empty for blobs in {folder.Root}.",
                    exception);
            }
        }
    }

    private BlobAccount Connect(string name, string connectionString)
    {
        try
        {
            return new BlobAccount(connectionString, interval, clock, logger);
        }
        catch (FormatException exception)
        {
            throw new StartupException(
                $"The setting '{name}' is no connection string of a storage account: {exception.Message} Expected one such as 'UseDevelopmentStorage=true', or nothing for blobs in {folder.Root}.",
                exception);
        }
    }
}
