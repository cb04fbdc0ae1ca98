using System.Diagnostics;
using Azure.Storage.Blobs;

namespace MlFunctions.Tests.Storage;

/// <summary>A real Azurite for the tests of a class; skipped, visibly, where it is not installed.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite-");
    private readonly int _port = LocalPort.Free();
    private Process? _process;
    private string? _endpoint;

    /// <summary>The account; each test takes one with nothing in it.</summary>
    internal BlobServiceClient Account(string name) => new(ConnectionString(name));

    /// <summary>The connection string of an account.</summary>
    internal string ConnectionString(string name)
    {
        Assert.SkipWhen(_endpoint is null, "azurite is not installed (npm install azurite); ./test.sh does it.");

        // Azurite's documented development key.
        const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
        return $"DefaultEndpointsProtocol=http;AccountName={name};AccountKey={Key};BlobEndpoint={_endpoint}/{name};";
    }

    public async ValueTask InitializeAsync() => await StartAsync();

    /// <summary>Starts it, or starts it again with nothing in it, at the same address.</summary>
    internal async Task StartAsync()
    {
        var start = new ProcessStartInfo("azurite-blob", ["--silent", "--skipApiVersionCheck", "--inMemoryPersistence", "--blobHost", "127.0.0.1", "--blobPort", $"{_port}"])
        {
            UseShellExecute = false,
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(0, 32).Select(i =>
            $"account{i}:Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="));
        try
        {
            _process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return;
        }

        await LocalPort.ListeningAsync(_port, "Azurite");
        _endpoint = $"http://127.0.0.1:{_port}";
    }

    /// <summary>Ends it at once.</summary>
    internal async Task StopAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }
}
