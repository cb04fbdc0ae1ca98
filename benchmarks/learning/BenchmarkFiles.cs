namespace MlFunctions.Learning.Benchmarks;

/// <summary>Where the benchmark's files are.</summary>
internal static class BenchmarkFiles
{
    /// <summary>The folder of generated data, which is not kept in the repository.</summary>
    public static string Data { get; } = Directory.CreateDirectory(Path.Combine(Root(), "benchmarks", "data")).FullName;

    /// <summary>The real table where it is at hand, else the sample that is made like it.</summary>
    public static string Dispatch { get; } = new[] { Path.Combine(Root(), "..", "shared", "data", "dispatch.csv"), Path.Combine(Root(), "samples", "dispatch", "dispatch.csv") }
        .First(File.Exists);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MlFunctions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"MlFunctions.sln is not above {AppContext.BaseDirectory}.");
        }

        return folder;
    }
}
