namespace MlFunctions.Tests;

/// <summary>The checkout that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("No folder above the tests holds MlFunctions.sln.")
        : File.Exists(Path.Combine(folder.FullName, "MlFunctions.sln")) ? folder.FullName
        : Find(folder.Parent);
}
