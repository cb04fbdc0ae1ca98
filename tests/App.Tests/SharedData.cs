namespace MlFunctions.Tests;

/// <summary>The real tables, which are kept beside the repository; a test that needs one is skipped where they are missing.</summary>
internal static class SharedData
{
    public static string Dispatch => Find("dispatch.csv");

    private static string Find(string file)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "data", file);
        Assert.SkipUnless(File.Exists(path), $"../shared/data/{file} is not there.");
        return path;
    }
}
