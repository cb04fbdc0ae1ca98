using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Tests.Hosting;

public sealed class HostSettingsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private IConfiguration Read(string file, string content)
    {
        File.WriteAllText(Path.Combine(_directory, file), content);
        var builder = new ConfigurationBuilder();
        HostSettings.Add(builder, _directory, []);
        return builder.Build();
    }

    [Fact]
    public void Host_json_is_a_section_of_its_own()
    {
        var configuration = Read("host.json", """{"version":"2.0","extensions":{"http":{"routePrefix":"v1"}}}""");

        Assert.Equal("v1", configuration.HostJson("extensions:http:routePrefix").Value);
        Assert.Equal("v1", configuration["AzureFunctionsJobHost:extensions:http:routePrefix"]);
    }

    [Fact]
    public void The_values_of_local_settings_are_settings()
    {
        var configuration = Read("local.settings.json", """{"IsEncrypted":false,"Values":{"COLOUR":"blue","Nested:Key":"deep"}}""");

        Assert.Equal("blue", configuration["COLOUR"]);
        Assert.Equal("deep", configuration.GetSection("Nested")["Key"]);
        Assert.Null(configuration["IsEncrypted"]);
    }

    [Fact]
    public void Without_files_there_are_no_settings() => Assert.Empty(Read("other.json", "{}").AsEnumerable());

    [Fact]
    public void A_file_that_is_not_JSON_is_named_with_the_place()
    {
        var fault = Assert.Throws<StartupException>(() => Read("host.json", "{\n  \"version\": \n}"));

        Assert.Contains(Path.Combine(_directory, "host.json"), fault.Message, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 2", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%COLOUR% sky", "blue sky")]
    [InlineData("plain", "plain")]
    public void A_reference_to_a_setting_is_resolved(string text, string expected) =>
        Assert.Equal(expected, Read("local.settings.json", """{"Values":{"COLOUR":"blue"}}""").Resolve(text));
}
