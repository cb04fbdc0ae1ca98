using SQLitePCL;

namespace MlFunctions.LocalHost.State;

/// <summary>What SQLite's result codes mean to the user of the state.</summary>
internal static class StateFault
{
    /// <param name="result">SQLite's (extended) result code.</param>
    /// <param name="message">SQLite's own words.</param>
    /// <param name="path">The state file.</param>
    public static StateException Of(int result, string message, string path) => (result & 0xff) switch
    {
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => Corrupt(path, message),
        raw.SQLITE_FULL => new($"The disk is full: nothing more can be written to the state file '{path}'. Make room and start again; what was acknowledged is kept."),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => new($"The state file '{path}' cannot be written ({message}): check the folder's permissions."),
        raw.SQLITE_IOERR => new($"The state file '{path}' cannot be read or written (I/O error {result}: {message}). Check the disk and the limits on it, then start again; what was acknowledged is kept."),
        _ => new($"The state file '{path}' refused a statement (SQLite error {result}: {message})."),
    };

    public static StateException Corrupt(string path, string finding) =>
        new($"The state file '{path}' is damaged ({finding}): restore it from a copy, or move it away to start afresh.");
}
