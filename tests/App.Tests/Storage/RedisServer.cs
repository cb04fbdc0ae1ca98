using System.Diagnostics;
using MlFunctions.Storage;

namespace MlFunctions.Tests.Storage;

/// <summary>A real Redis for the tests of a class, which may stop it and start it again; skipped, visibly, where it is not installed.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redis-");
    private readonly int _port = LocalPort.Free();
    private Process? _process;
    private bool _installed;

    /// <summary>How clients reach it.</summary>
    internal string ConnectionString
    {
        get
        {
            Assert.SkipUnless(_installed, "redis-server is not installed (apt-get install redis-server); ./test.sh does it.");
            return $"127.0.0.1:{_port}";
        }
    }

    /// <summary>Starts the server, with what it held when it was stopped.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder.FullName, "--save", "", "--appendonly", "yes"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await LocalPort.ListeningAsync(_port, "Redis");
    }

    /// <summary>Kills the server; what clients ask until it is started again fails.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Empties the server.</summary>
    public async Task FlushAsync()
    {
        using var connection = new RedisConnection($"{ConnectionString},allowAdmin=true");
        await connection.Database.ExecuteAsync("FLUSHALL");
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
            _installed = true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed: the tests say so when they ask for the connection.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }
}
