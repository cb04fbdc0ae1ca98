namespace MlFunctions.Conformance;

/// <summary>The app with what must be refused, under its worker; its blobs are in the Azurite of all tests.</summary>
public sealed class TestApp(PipelinesApp pipelines) : IAsyncLifetime
{
    private ConformanceHost? _host;

    /// <summary>The host; the test is skipped where there is no Azurite.</summary>
    internal ConformanceHost Host => pipelines.Host is null ? null! : _host!;

    public async ValueTask InitializeAsync()
    {
        if (pipelines.HasStorage)
        {
            _host = await ConformanceHost.StartAsync(FunctionsApp.Test, pipelines.Storage.ConnectionString);
        }
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
