using System.Globalization;

namespace MlFunctions.Learning.Tests;

/// <summary>The real dispatch table: hours to dispatch by orders placed and product.</summary>
internal static class DispatchTable
{
    private static readonly string Path = Find();

    public static Dataset Read()
    {
        Assert.SkipUnless(File.Exists(Path), "The real tables are not there: ../shared/data next to the repository root.");
        var rows = File.ReadLines(Path).Skip(1).Select(line => line.Split(',')).ToArray();
        var codes = rows.Select(row => (float)(row[2][^1] - '1')).ToArray();
        var features = new FeatureTable(
            [new FeatureColumn("orders_placed"), new FeatureColumn("product_code", FeatureKind.Category, 5)],
            [[.. rows.Select(row => float.Parse(row[1], CultureInfo.InvariantCulture))], codes]);
        return new Dataset(features, [[.. rows.Select(row => double.Parse(row[0], CultureInfo.InvariantCulture))]]);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "MlFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data", "dispatch.csv");
    }
}
