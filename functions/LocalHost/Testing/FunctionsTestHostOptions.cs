using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.LocalHost.Testing;

/// <summary>How a <see cref="FunctionsTestHost"/> runs the app.</summary>
public sealed class FunctionsTestHostOptions
{
    /// <summary>Where state and blobs are kept; a new temporary folder, deleted with the host, when null.</summary>
    public string? StateDirectory { get; set; }

    /// <summary>The app's clock; the real one when null.</summary>
    public TimeProvider? Clock { get; set; }

    /// <summary>Settings over those of host.json (under <c>AzureFunctionsJobHost:</c>), local.settings.json and the environment.</summary>
    public IDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    /// <summary>Further arguments of the command line.</summary>
    public IList<string> Arguments { get; } = [];

    internal List<Action<IServiceCollection>> ServiceChanges { get; } = [];

    /// <summary>Changes the app's services after the app has added its own.</summary>
    /// <param name="change">The change.</param>
    public FunctionsTestHostOptions ConfigureServices(Action<IServiceCollection> change)
    {
        ServiceChanges.Add(change);
        return this;
    }
}
