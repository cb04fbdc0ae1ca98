namespace MlFunctions.LocalHost.Hosting;

/// <summary>What starts functions by itself: looks for blobs, waits for timers, takes messages.</summary>
internal interface IListener
{
    /// <summary>What it does now, or would do if a time, which has come, had been noticed; null when there is nothing.</summary>
    string? BusyWith { get; }

    /// <summary>Begins to start functions; called when the app's own services have started and the web server answers.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Starts no more, and waits for what is under way until the token fires.</summary>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Stops as a killed process does; the state is closed already.</summary>
    void Abandon() => _ = StopAsync(new CancellationToken(canceled: true));
}
