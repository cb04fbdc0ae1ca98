using System.Reflection;
using MlFunctions.Storage;

namespace MlFunctions.Tests.Infra;

/// <summary>The account has every container of the app, and no keys that somebody could lose.</summary>
[Collection(nameof(PlannedDeployment))]
public sealed class PlannedStorageTests(PlannedDeployment plan)
{
    // Where the app itself lies.
    private const string Packages = "packages";

    [Fact]
    public void Containers_AreThoseOfTheApp()
    {
        var named = typeof(Containers).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(named.Append(Packages).Order(), plan.Resources("Microsoft.Storage/storageAccounts/blobServices/containers").Keys.Order());
    }

    [Fact]
    public void OnlyIdentities_AreLetIn()
    {
        var account = plan.Resource("Microsoft.Storage/storageAccounts").GetProperty("properties");
        var bus = plan.Resource("Microsoft.ServiceBus/namespaces").GetProperty("properties");

        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.True(bus.GetProperty("disableLocalAuth").GetBoolean());
    }
}
