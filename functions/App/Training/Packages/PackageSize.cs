using System.IO.Compression;

namespace MlFunctions.Training;

/// <summary>How large a package may become when it is unpacked: found out from what it says of its parts, before any of them is read.</summary>
internal static class PackageSize
{
    /// <summary>The most bytes that the parts may have together.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>How many times the size of the file they may have; models shrink three- to tenfold.</summary>
    public const int MostTimes = 100;

    /// <summary>So many bytes are fine however small the file is.</summary>
    public const long AlwaysAllowed = 16L << 20;

    /// <summary>Refuses a package that would become too large.</summary>
    /// <exception cref="InvalidDataException">It would, or it is no zip.</exception>
    public static void Check(BinaryData content)
    {
        using var zip = new ZipArchive(content.ToStream(), ZipArchiveMode.Read);
        var packed = content.ToMemory().Length;
        var unpacked = zip.Entries.Sum(entry => (double)entry.Length);
        if (unpacked > MostBytes || (unpacked > AlwaysAllowed && unpacked > (double)MostTimes * packed))
        {
            throw new InvalidDataException($"its {packed:N0} bytes would become {unpacked:N0}; at most {MostBytes:N0} are accepted, and beyond {AlwaysAllowed:N0} at most {MostTimes} times as many as it has");
        }
    }
}
