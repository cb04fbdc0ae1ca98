namespace MlFunctions.Tests.EndToEnd;

/// <summary>One app with one model, shared by the tests of a class that only ask it.</summary>
public sealed class TrainedDispatch : IAsyncLifetime
{
    private PipelineHost? _host;

    internal PipelineHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await PipelineHost.StartAsync();
        await _host.DefineAsync();
        var run = await _host.TrainAsync(Table.Csv());
        Assert.Equal("completed", run.GetProperty("status").GetString());
    }

    public async ValueTask DisposeAsync() => await _host!.DisposeAsync();
}
