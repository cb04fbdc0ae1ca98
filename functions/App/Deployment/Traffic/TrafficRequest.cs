using System.Text.Json;
using MlFunctions.Pipelines;

namespace MlFunctions.Deployment;

/// <summary>
/// The body of <c>PUT models/{pipeline}/traffic</c>: <c>{"champion": 3, "canary": {"version": 4, "percent": 5}, "shadows": [5], "why": "…"}</c>.
/// Without a champion the champion stays; canary and shadows are as the body says, none where it is silent.
/// </summary>
/// <param name="Champion">The champion; null: the one that there is.</param>
/// <param name="Canary">The canary; null: none.</param>
/// <param name="Shadows">The shadows.</param>
/// <param name="Order">Who asks, and why.</param>
internal sealed record TrafficRequest(int? Champion, Canary? Canary, IReadOnlyList<int> Shadows, ChangeOrder Order)
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">The body; its faults are noted.</param>
    /// <param name="order">Who asks, and why.</param>
    public static TrafficRequest Read(JsonObjectReader body, ChangeOrder order)
    {
        var champion = Version(body, "champion");
        var canary = body.Object("canary") is { } section ? ReadCanary(section) : null;
        var shadows = new List<int>();
        foreach (var (index, item) in body.List("shadows", (item, _) => (object)item).Cast<JsonElement>().Index())
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var shadow) && shadow > 0 && !shadows.Contains(shadow) && shadow != champion && shadow != canary?.Version)
            {
                shadows.Add(shadow);
            }
            else
            {
                body.Fault($"shadows[{index}]", $"is {JsonObjectReader.Describe(item)}, expected the number of a version that is named nowhere else");
            }
        }

        if (canary is not null && canary.Version == champion)
        {
            body.Fault("canary.version", $"is {canary.Version}, which is the champion; expected another version");
        }

        return new TrafficRequest(champion, canary, shadows, order);
    }

    /// <summary>Who is to see requests; null where there is no champion to keep.</summary>
    public Traffic? On(ModelRegistry registry) => (Champion ?? registry.Champion) is { } champion
        ? new Traffic(champion, Canary?.Version == champion ? null : Canary, [.. Shadows.Where(shadow => shadow != champion)])
        : null;

    private static Canary? ReadCanary(JsonObjectReader section)
    {
        var version = Version(section, "version");
        var percent = section.Number("percent", minimum: 0, maximum: 100);
        if (version is null && !section.Has("version"))
        {
            section.Fault("version", "is missing");
        }

        if (!section.Has("percent"))
        {
            section.Fault("percent", "is missing");
        }

        section.End();
        return version is { } v && percent is { } p ? new Canary(v, p) : null;
    }

    private static int? Version(JsonObjectReader reader, string member) => (int?)reader.Number(member, minimum: 1, maximum: int.MaxValue, whole: true);
}
