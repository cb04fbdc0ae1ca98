namespace MlFunctions.Tests.Infra;

/// <summary>The folder <c>infra/</c> of the checkout.</summary>
internal static class InfraFolder
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "infra");

    /// <summary>All templates, by their path within the folder.</summary>
    public static IEnumerable<string> Templates =>
        Directory.EnumerateFiles(Path, "*.bicep*", SearchOption.AllDirectories)
            .Where(file => System.IO.Path.GetExtension(file) is ".bicep" or ".bicepparam")
            .Select(file => System.IO.Path.GetRelativePath(Path, file));

    /// <summary>The path of a file in it.</summary>
    public static string File(string name) => System.IO.Path.Combine(Path, name);
}
