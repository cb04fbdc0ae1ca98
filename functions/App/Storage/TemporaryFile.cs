namespace MlFunctions.Storage;

/// <summary>A file for what is too large to be held in memory while it is worked on. It is gone once its stream is disposed, or the process has ended.</summary>
internal static class TemporaryFile
{
    /// <summary>A new one, to write and read.</summary>
    public static Stream Create() => new FileStream(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous, BufferSize = 1 << 16 });
}
