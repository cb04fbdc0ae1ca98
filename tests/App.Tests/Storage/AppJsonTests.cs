using System.Text.Json;
using System.Text.Json.Schema;
using MlFunctions.Storage;

namespace MlFunctions.Tests.Storage;

/// <summary>How JSON is written and read.</summary>
public sealed class AppJsonTests
{
    [Fact]
    public void Configure_GivesOptionsThatSchemasCanBeMadeWith_BeforeAnythingIsWritten()
    {
        var options = AppJson.Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

        Assert.Equal("object", options.GetJsonSchemaAsNode(typeof(Artifact))["type"]![0]!.GetValue<string>());
    }
}
