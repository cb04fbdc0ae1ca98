namespace MlFunctions.Tests.Attacks;

/// <summary>The volume that the scores of a state are on, which can be full for a while; where none can be mounted, it never is.</summary>
internal sealed class ScoresDisk : IDisposable
{
    private const int Kibibytes = 16 * 1024;

    private readonly SmallVolume? _volume;
    private readonly string _filler;
    private bool _isDisposed;

    private ScoresDisk(SmallVolume? volume, string folder)
    {
        _volume = volume;
        _filler = Path.Combine(folder, ".filler");
    }

    /// <summary>Puts the scores of a state on a volume of their own.</summary>
    public static ScoresDisk On(string state)
    {
        var folder = Path.Combine(state, "blobs", "scores");
        return new ScoresDisk(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? SmallVolume.MountOn(folder, Kibibytes) : null, folder);
    }

    /// <summary>Fills what room is left, or makes it again.</summary>
    public void SetFull(bool isFull)
    {
        if (_volume is null || !isFull)
        {
            File.Delete(_filler);
            return;
        }

        using var file = new FileStream(_filler, FileMode.Create);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _volume?.Dispose();
        }
    }
}
