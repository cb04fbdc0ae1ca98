using System.Text.Json;

namespace MlFunctions.Tests.Infra;

/// <summary>The function app is given every setting that its code reads, and none that nobody does.</summary>
[Collection(nameof(PlannedDeployment))]
public sealed class PlannedSettingsTests(PlannedDeployment plan)
{
    private static readonly string[] Connections = ["AzureWebJobsStorage", .. MessageEntities.Triggers.Select(trigger => trigger.Connection!).Distinct()];

    // Other ways to say what is said by the name of the account and of the namespace, with an identity.
    private static readonly string[] NotByIdentity = ["AzureWebJobsStorage", "AzureWebJobsStorage:blobServiceUri", "ServiceBus"];

    // What the host reads, not the code.
    private static readonly string[] OfTheHost =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "FUNCTIONS_EXTENSION_VERSION",
        "FUNCTIONS_WORKER_RUNTIME",
        "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID",
        .. Connections.Select(connection => $"{connection}:credential"),
    ];

    [Fact]
    public void Settings_AreThoseThatTheCodeAndTheHostRead()
    {
        var read = SettingsRead.ByTheApp(Connections).Except(NotByIdentity).Concat(OfTheHost);

        Assert.Equal(read.Order(StringComparer.Ordinal), Settings().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheLook_SeesWhatIsRead()
    {
        var read = SettingsRead.ByTheApp(Connections);

        Assert.Superset(new HashSet<string>(NotByIdentity), read.ToHashSet());
        Assert.Contains(MlFunctions.Http.Limit.WaitingBatches.Setting, read);
        Assert.Contains("ReadModel:TimeToLive", read);
        Assert.DoesNotContain("FUNCTIONS_NO_SAMPLES", read);
    }

    [Fact]
    public void TheKeyOfRedis_IsReadFromTheVault()
    {
        Assert.Contains("@Microsoft.KeyVault(SecretUri=", Settings()["Redis"], StringComparison.Ordinal);
        Assert.Equal("Encrypted", plan.Resource("Microsoft.Cache/redisEnterprise/databases").GetProperty("properties").GetProperty("clientProtocol").GetString());
    }

    [Fact]
    public void TheApp_RunsOnTheFrameworkThatItIsBuiltFor()
    {
        var app = plan.Resource("Microsoft.Web/sites").GetProperty("properties").GetProperty("siteConfig");

        Assert.Equal($"DOTNET-ISOLATED|{Environment.Version.Major}.{Environment.Version.Minor}", app.GetProperty("linuxFxVersion").GetString());
    }

    private Dictionary<string, string> Settings() =>
        plan.Resource("Microsoft.Web/sites").GetProperty("properties").GetProperty("siteConfig").GetProperty("appSettings").EnumerateArray()
            .ToDictionary(setting => setting.GetProperty("name").GetString()!.Replace("__", ":", StringComparison.Ordinal), Value, StringComparer.Ordinal);

    private static string Value(JsonElement setting) => setting.GetProperty("value").GetString()!;
}
