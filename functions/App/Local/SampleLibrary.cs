namespace MlFunctions.Local;

/// <summary>The sample pipelines that are shipped beside the program, in <c>samples/</c>.</summary>
internal sealed class SampleLibrary
{
    private readonly DirectoryInfo _folder = new(Path.Combine(AppContext.BaseDirectory, "samples"));

    /// <summary>All of them, in order of name.</summary>
    public IReadOnlyList<Sample> All => !_folder.Exists ? [] :
    [
        .. _folder.EnumerateDirectories()
            .Where(folder => File.Exists(Path.Combine(folder.FullName, "pipeline.json")))
            .OrderBy(folder => folder.Name, StringComparer.Ordinal)
            .Select(folder => new Sample(
                folder.Name,
                new FileInfo(Path.Combine(folder.FullName, "pipeline.json")),
                [.. folder.EnumerateFiles("*.csv").OrderBy(file => file.Name, StringComparer.Ordinal)],
                File.ReadAllText(Path.Combine(folder.FullName, "request.json")).Trim())),
    ];

    /// <summary>The sample of that name, or null.</summary>
    public Sample? Find(string name) => All.FirstOrDefault(sample => sample.Name == name);
}
