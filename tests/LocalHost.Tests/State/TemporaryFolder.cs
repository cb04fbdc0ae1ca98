namespace MlFunctions.LocalHost.Tests.State;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "mlfunctions-" + Guid.NewGuid().ToString("n"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
