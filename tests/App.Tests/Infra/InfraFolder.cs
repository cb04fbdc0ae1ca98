namespace MlFunctions.Tests.Infra;

/// <summary>The folder <c>infra/</c> of the checkout.</summary>
internal static class InfraFolder
{
    private static readonly string Root = Path.Combine(Repository.Root, "infra");

    /// <summary>All templates and their parameters, by their path within the folder.</summary>
    public static IEnumerable<string> Templates =>
        Directory.EnumerateFiles(Root, "*.bicep*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file));

    /// <summary>The path of a file in it.</summary>
    public static string PathOf(string name) => Path.Combine(Root, name);
}
