using System.Text.Json;

namespace MlFunctions.Learning.Tests;

/// <summary>A node of reference.json, the numbers that scikit-learn and statsmodels found; reference.py beside it made them.</summary>
public readonly struct Expected
{
    private static readonly Lazy<JsonDocument> File = new(() =>
        JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "reference.json"))));

    private readonly JsonElement _node;

    private Expected(JsonElement node) => _node = node;

    public static Expected Of(string area) => new(File.Value.RootElement.GetProperty(area));

    public Expected this[string name] => new(_node.GetProperty(name));

    public double Number => _node.GetDouble();

    public bool Flag => _node.GetBoolean();

    public double[] Numbers => [.. _node.EnumerateArray().Select(e => e.GetDouble())];

    public double[][] Rows => [.. _node.EnumerateArray().Select(e => e.EnumerateArray().Select(x => x.GetDouble()).ToArray())];

    public double[] Flat => [.. Rows.SelectMany(r => r)];

    public IEnumerable<Expected> Items => _node.EnumerateArray().Select(e => new Expected(e));

    public IEnumerable<(string Name, double Value)> Named => _node.EnumerateObject().Select(p => (p.Name, p.Value.GetDouble()));
}
