using System.Net;

namespace MlFunctions.LocalHost;

/// <summary>How this host was started; to be had from the app's services.</summary>
public sealed record LocalHostOptions
{
    /// <summary>Where state and blobs are kept; a full path.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The address that is listened on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port that is listened on; 0 picks a free one.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Whether function keys are checked; always so when <see cref="Address"/> can be reached from other machines.</summary>
    public bool RequireKeys { get; init; }

    /// <summary>The folder of the blobs: <c>{container}/{name}</c>.</summary>
    public string BlobDirectory => Path.Combine(StateDirectory, "blobs");
}
