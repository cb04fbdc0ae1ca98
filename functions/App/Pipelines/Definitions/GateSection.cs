using MlFunctions.Learning;

namespace MlFunctions.Pipelines;

/// <summary>The <c>gates</c> of a definition.</summary>
internal static class GateSection
{
    private static readonly Dictionary<string, ChampionRule> ChampionRules = new(StringComparer.Ordinal)
    {
        ["must-beat"] = ChampionRule.MustBeat,
        ["must-equal"] = ChampionRule.MustEqual,
        ["ignore"] = ChampionRule.Ignore,
    };

    private static readonly Dictionary<string, NaiveRule> NaiveRules = new(StringComparer.Ordinal)
    {
        ["must-beat"] = NaiveRule.MustBeat,
        ["ignore"] = NaiveRule.Ignore,
    };

    /// <summary>Reads the gates.</summary>
    public static GateDefinition Read(JsonObjectReader reader)
    {
        var gates = new GateDefinition
        {
            Fail = Thresholds(reader, "fail"),
            Warn = Thresholds(reader, "warn"),
            Champion = reader.Choice("champion", ChampionRules, ChampionRule.MustBeat),
            Naive = reader.Choice("naive", NaiveRules, NaiveRule.MustBeat),
            Expect = reader.Objects("expect", Expected),
        };
        reader.End();
        return gates;
    }

    /// <summary>Every fault of sense in what is expected of predictions.</summary>
    public static IEnumerable<JsonFault> Faults(PipelineDefinition definition)
    {
        if (definition.Task != LearningTask.Regression && definition.Gates.Expect.Count > 0)
        {
            yield return new("$.gates.expect", "is for regression; the outputs of other tasks are no quantities");
        }

        for (var i = 0; i < definition.Gates.Expect.Count; i++)
        {
            if (definition.Gates.Expect[i] is Expectation.Increasing { Feature: var name }
                && !definition.Features.Any(f => f.Name == name && f.Type == FeatureType.Number))
            {
                yield return new($"$.gates.expect[{i}].increasing", $"is '{name}', expected a number feature");
            }
        }
    }

    private static SortedDictionary<string, double> Thresholds(JsonObjectReader gates, string member)
    {
        var thresholds = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (gates.Object(member) is { } reader)
        {
            foreach (var (metric, _) in reader.Members())
            {
                thresholds[metric] = reader.Number(metric) ?? double.NaN;
            }
        }

        return thresholds;
    }

    private static Expectation? Expected(JsonObjectReader reader)
    {
        Expectation? expectation =
            reader.Has("increasing") && reader.Text("increasing") is { } feature ? new Expectation.Increasing(feature) :
            reader.Has("min") && reader.Number("min") is { } minimum ? new Expectation.Minimum(minimum) :
            reader.Has("maxOfTarget") && reader.Number("maxOfTarget", minimum: 0) is { } factor ? new Expectation.MaximumOfTarget(factor) :
            null;
        reader.End();
        if (expectation is null)
        {
            reader.Fault("increasing", "is missing, as are min and maxOfTarget; expected one of them");
        }

        return expectation;
    }
}
