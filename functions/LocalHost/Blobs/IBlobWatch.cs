namespace MlFunctions.LocalHost.Blobs;

/// <summary>Finds blobs as they appear and change.</summary>
internal interface IBlobWatch : IDisposable
{
    /// <summary>Whether it looks, or has been asked to.</summary>
    bool IsLooking { get; }

    /// <summary>Runs until the host stops.</summary>
    /// <param name="found">Called with every version that is whole, those that were there before too; perhaps more than once with the same.</param>
    /// <param name="stopping">The host stops.</param>
    Task RunAsync(Action<BlobVersion> found, CancellationToken stopping);
}
