using System.Text.Json;

namespace MlFunctions.Tests.Infra;

/// <summary>What a deployment with <c>main.bicepparam</c> would make, as the compiler works it out: loops unrolled, parameters put in.</summary>
public sealed class PlannedDeployment : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bicep-");
    private JsonElement? _plan;

    /// <summary>The folder that holds a copy of the templates.</summary>
    internal string Folder => _folder.FullName;

    /// <summary>The whole plan, as text.</summary>
    internal string Text => Plan.GetRawText();

    private JsonElement Plan
    {
        get
        {
            Bicep.Require();
            return _plan!.Value;
        }
    }

    /// <summary>The resources of a type, by their own name without those of their parents.</summary>
    internal IReadOnlyDictionary<string, JsonElement> Resources(string type) => Plan.GetProperty("predictedResources").EnumerateArray()
        .Where(resource => resource.GetProperty("type").GetString() == type)
        .ToDictionary(resource => resource.GetProperty("name").GetString()!.Split('/')[^1], StringComparer.Ordinal);

    /// <summary>The one resource of a type.</summary>
    internal JsonElement Resource(string type) => Assert.Single(Resources(type)).Value;

    public async ValueTask InitializeAsync()
    {
        if (!Bicep.IsThere)
        {
            return;
        }

        // It writes the plan beside the parameters.
        foreach (var file in InfraFolder.Templates.Append("bicepconfig.json"))
        {
            var copy = Path.Combine(_folder.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(InfraFolder.PathOf(file), copy);
        }

        var run = await Bicep.RunAsync(
            "snapshot",
            Path.Combine(_folder.FullName, "main.bicepparam"),
            "--mode",
            "overwrite",
            "--subscription-id",
            Guid.Empty.ToString(),
            "--resource-group",
            "group",
            "--location",
            "westeurope");
        Assert.True(run.ExitCode == 0, run.Output);
        using var plan = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "main.snapshot.json"), TestContext.Current.CancellationToken));
        _plan = plan.RootElement.Clone();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
