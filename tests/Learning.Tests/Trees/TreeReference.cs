using System.Text.Json;

namespace MlFunctions.Learning.Tests;

/// <summary>A part of trees.json, the numbers that scikit-learn and XGBoost found; Reference/trees.py made them and names their versions.</summary>
internal static class TreeReference
{
    private static readonly Lazy<JsonDocument> File = new(() =>
        JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "trees.json"))));

    public static IEnumerable<JsonElement> Of(string part) => File.Value.RootElement.GetProperty(part).EnumerateArray();

    public static LearningTask Task(JsonElement of) => Enum.Parse<LearningTask>(of.GetProperty("task").GetString()!, ignoreCase: true);
}
