using System.Diagnostics;
using Azure.Storage.Blobs;

namespace MlFunctions.Conformance;

/// <summary>A real Azurite, with nothing in it.</summary>
internal sealed class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private Azurite(DirectoryInfo folder, Process process, int port)
    {
        (_folder, _process) = (folder, process);

        // Azurite's documented development account and key.
        ConnectionString = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
            + $"BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";
    }

    /// <summary>The connection string of its account.</summary>
    public string ConnectionString { get; }

    /// <summary>Its account.</summary>
    public BlobServiceClient Account => new(ConnectionString);

    /// <summary>Starts one; null where it is not installed.</summary>
    public static async Task<Azurite?> StartAsync()
    {
        var port = Ports.Free();
        var folder = Directory.CreateTempSubdirectory("azurite-");
        var start = new ProcessStartInfo("azurite-blob", ["--silent", "--skipApiVersionCheck", "--inMemoryPersistence", "--blobHost", "127.0.0.1", "--blobPort", $"{port}"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            var azurite = new Azurite(folder, Process.Start(start)!, port);
            await Ports.ListeningAsync(port, "Azurite", TimeToStart);
            return azurite;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            folder.Delete(recursive: true);
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
