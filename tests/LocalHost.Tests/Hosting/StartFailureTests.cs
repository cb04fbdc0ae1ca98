using System.Net;
using System.Net.Sockets;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Hosting;

public sealed class StartFailureTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private async Task<string> FailAsync(int exitCode, params string[] args)
    {
        var (code, errors) = await AppProcess.RunAsync(["--state", _state, .. args]);

        Assert.Equal(exitCode, code);
        return Assert.Single(errors);
    }

    [Fact]
    public async Task An_unknown_option_is_one_line_and_exit_code_2() =>
        Assert.StartsWith("Unknown option '--prot'.", await FailAsync(2, "--prot", "1"), StringComparison.Ordinal);

    [Fact]
    public async Task A_bad_value_is_one_line_and_exit_code_2() =>
        Assert.StartsWith("Option --port (FUNCTIONS_PORT) must be a number", await FailAsync(2, "--port", "many"), StringComparison.Ordinal);

    [Fact]
    public async Task A_taken_port_is_one_line_and_exit_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.StartsWith($"Port {port} of 127.0.0.1 is taken", await FailAsync(1, "--port", $"{port}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_that_another_process_uses_is_one_line_and_exit_code_1()
    {
        await using var first = AppProcess.Start("--state", _state, "--port", "0");
        await first.Address;

        Assert.Contains("in use by another process", await FailAsync(1, "--port", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_state_file_is_one_line_and_exit_code_1()
    {
        await File.WriteAllTextAsync(Path.Combine(_state, "state.db"), new string('x', 8192), TestContext.Current.CancellationToken);

        Assert.Contains("is damaged", await FailAsync(1, "--port", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_made_is_one_line_and_exit_code_1()
    {
        var file = Path.Combine(_state, "file");
        await File.WriteAllTextAsync(file, string.Empty, TestContext.Current.CancellationToken);

        var (code, errors) = await AppProcess.RunAsync("--state", Path.Combine(file, "below"), "--port", "0");

        Assert.Equal(1, code);
        Assert.Contains("cannot be made", Assert.Single(errors), StringComparison.Ordinal);
    }
}
