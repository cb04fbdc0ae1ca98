using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlFunctions.Preparation;

/// <summary>Reads the settings of a step; a fault names the step, the setting and what would be right.</summary>
internal sealed class TransformSettings(TransformDefinition step)
{
    public double Number(string name, double unset, double minimum = double.MinValue, double maximum = double.MaxValue) =>
        step.Settings[name] is not { } node ? unset :
        node.GetValueKind() == JsonValueKind.Number && node.GetValue<double>() is var value && value >= minimum && value <= maximum ? value :
        throw Fault(name, node, $"a number from {minimum} to {maximum}");

    public int Whole(string name, int unset, int minimum, int maximum) =>
        step.Settings[name] is not { } node ? unset :
        node.GetValueKind() == JsonValueKind.Number && node.GetValue<double>() is var value && value == Math.Truncate(value) && value >= minimum && value <= maximum ? (int)value :
        throw Fault(name, node, $"a whole number from {minimum} to {maximum}");

    public bool Flag(string name, bool unset) =>
        step.Settings[name] is not { } node ? unset :
        node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? node.GetValue<bool>() :
        throw Fault(name, node, "true or false");

    public string Word(string name, string unset, IReadOnlyList<string> allowed) =>
        step.Settings[name] is not { } node ? unset :
        node.GetValueKind() == JsonValueKind.String && allowed.Contains(node.GetValue<string>()) ? node.GetValue<string>() :
        throw Fault(name, node, $"one of {string.Join(", ", allowed)}");

    private PreparationException Fault(string name, JsonNode node, string right) =>
        new($"'{step.Name}' has {name} {node.ToJsonString()}; it must be {right}.");
}
