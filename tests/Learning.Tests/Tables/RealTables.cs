using System.Globalization;

namespace MlFunctions.Learning.Tests;

/// <summary>Real tables, which lie beside the repository and not in it; a test that needs one is skipped where they are missing.</summary>
public static class RealTables
{
    /// <summary>Reads columns of numbers.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="targets">The columns to predict.</param>
    public static (double[][] Features, double[][] Targets) Read(string file, params string[] targets)
    {
        var lines = File.ReadAllLines(PathOf(file));
        var head = lines[0].Split(',');
        var rows = lines.Skip(1).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        var chosen = targets.Select(t => Array.IndexOf(head, t)).ToArray();
        return ([.. rows.Select(r => r.Where((_, i) => !chosen.Contains(i)).ToArray())], [.. chosen.Select(i => rows.Select(r => r[i]).ToArray())]);
    }

    private static string PathOf(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MlFunctions.sln")))
            {
                var path = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", file));
                Assert.SkipUnless(File.Exists(path), $"{path} is not there.");
                return path;
            }
        }

        throw new InvalidOperationException("No MlFunctions.sln above the tests.");
    }
}
