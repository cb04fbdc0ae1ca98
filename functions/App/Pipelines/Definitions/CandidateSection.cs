using System.Text.Json;
using MlFunctions.Learning;
using MlFunctions.Training;

namespace MlFunctions.Pipelines;

/// <summary>How a candidate is written in JSON: an item of <c>candidates</c>.</summary>
internal static class CandidateSection
{
    private static readonly Dictionary<string, SearchStrategy> Strategies = new(StringComparer.Ordinal)
    {
        ["grid"] = SearchStrategy.Grid,
        ["random"] = SearchStrategy.Random,
        ["successive-halving"] = SearchStrategy.SuccessiveHalving,
    };

    private static readonly Dictionary<string, bool> Scales = new(StringComparer.Ordinal) { ["linear"] = false, ["logarithmic"] = true };

    /// <summary>Reads a candidate.</summary>
    public static CandidateDefinition Read(JsonObjectReader reader)
    {
        var values = new SortedDictionary<string, IReadOnlyList<object?>>(StringComparer.Ordinal);
        var ranges = new SortedDictionary<string, RangeDefinition>(StringComparer.Ordinal);
        if (reader.Object("grid") is { } grid)
        {
            foreach (var (name, value) in grid.Members())
            {
                if (value.ValueKind == JsonValueKind.Object)
                {
                    ranges[name] = Range(grid.Object(name)!);
                }
                else
                {
                    values[name] = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Value)] : [Value(value)];
                }
            }
        }

        var candidate = new CandidateDefinition
        {
            Trainer = reader.Text("trainer", required: true) ?? "",
            Grid = values,
            Ranges = ranges,
            Search = reader.Object("search") is { } search ? Search(search) : new(),
            Timeout = reader.Duration("timeout"),
        };
        reader.End();
        return candidate;
    }

    /// <summary>Every fault of sense in a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="task">What is to be learned.</param>
    /// <param name="trainers">The trainers that it can name.</param>
    /// <param name="path">The path of the candidate.</param>
    /// <param name="mostCombinations">Beyond these they are not worked out.</param>
    public static IEnumerable<JsonFault> Faults(CandidateDefinition candidate, LearningTask task, TrainerCatalog trainers, string path, double mostCombinations)
    {
        if (candidate.Trainer.Length == 0)
        {
            return [];
        }

        if (trainers.Find(candidate.Trainer) is not { } trainer || !trainer.Tasks.Contains(task))
        {
            var able = trainers.Trainers.Where(t => t.Tasks.Contains(task)).Select(t => t.Name).Order(StringComparer.Ordinal);
            return [new($"{path}.trainer", $"is '{candidate.Trainer}', expected a trainer of this task: {string.Join(", ", able)}")];
        }

        JsonFault[] faults = [.. Values(candidate, trainer, path), .. Ranges(candidate, trainer, path), .. Search(candidate, path)];
        return faults.Length > 0 || DefinitionRules.CombinationsOf(candidate) > mostCombinations ? faults : Combinations(candidate, trainer, path);
    }

    private static RangeDefinition Range(JsonObjectReader reader)
    {
        var range = new RangeDefinition(Number("from"), Number("to"), reader.Choice("scale", Scales, otherwise: false));
        reader.End();
        return range;

        double Number(string member)
        {
            if (!reader.Has(member))
            {
                reader.Fault(member, "is missing; a range goes from one number to another");
            }

            return reader.Number(member) ?? double.NaN;
        }
    }

    private static SearchDefinition Search(JsonObjectReader reader)
    {
        var search = new SearchDefinition
        {
            Strategy = reader.Choice("strategy", Strategies, SearchStrategy.Grid, required: true),
            Count = (int?)reader.Number("count", minimum: 1, maximum: ParameterGrid.MaxCombinations, whole: true),
            Factor = (int)(reader.Number("factor", minimum: 2, maximum: 100, whole: true) ?? 3),
        };
        reader.End();
        return search;
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => JsonObjectReader.Describe(value).Trim('\''),
    };

    private static IEnumerable<JsonFault> Values(CandidateDefinition candidate, ITrainer trainer, string path) =>
        from entry in candidate.Grid
        from value in entry.Value
        from fault in new HyperparameterSet([new(entry.Key, value)]).Faults(trainer.Hyperparameters)
        select new JsonFault($"{path}.grid.{entry.Key}", fault.Fault);

    private static IEnumerable<JsonFault> Ranges(CandidateDefinition candidate, ITrainer trainer, string path)
    {
        foreach (var (name, range) in candidate.Ranges)
        {
            var fault = range switch
            {
                { From: double.NaN } or { To: double.NaN } => null,
                _ when range.From > range.To => $"goes from {range.From} down to {range.To}",
                { Logarithmic: true, From: <= 0 } => $"goes from {range.From} on a logarithmic scale, which begins above 0",
                _ when candidate.Search is { Strategy: SearchStrategy.Grid } or { Count: null } =>
                    "is a range, which is for searches that draw: strategy random, or successive-halving with a count",
                _ => new[] { range.From, range.To }
                    .SelectMany(end => new HyperparameterSet([new(name, end)]).Faults(trainer.Hyperparameters))
                    .Select(f => f.Fault)
                    .FirstOrDefault(),
            };
            if (fault is not null)
            {
                yield return new($"{path}.grid.{name}", fault);
            }
        }
    }

    private static IEnumerable<JsonFault> Search(CandidateDefinition candidate, string path)
    {
        if (candidate.Search is { Strategy: SearchStrategy.Random, Count: null })
        {
            yield return new($"{path}.search.count", "is missing; a random search draws a number of combinations");
        }

        if (candidate.Search is { Strategy: SearchStrategy.Grid, Count: not null })
        {
            yield return new($"{path}.search.count", "is for searches that draw; a grid search tries every combination");
        }
    }

    private static IEnumerable<JsonFault> Combinations(CandidateDefinition candidate, ITrainer trainer, string path)
    {
        try
        {
            CandidateSearch.Of(candidate, trainer, seed: 0);
            return [];
        }
        catch (ArgumentException exception)
        {
            return [new($"{path}.grid", exception.Message)];
        }
    }
}
