using System.Text.RegularExpressions;

namespace MlFunctions.Tests.Infra;

/// <summary>The templates compile, without a warning, and read as the formatter writes them.</summary>
[Collection(nameof(PlannedDeployment))]
public sealed partial class TemplateTests(PlannedDeployment plan)
{
    // An output of a module is an object with a type and a value; passed on as it is, it is no text when it is deployed.
    [GeneratedRegex(@"\.outputs\.\w+(?<value>\.value)?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Output { get; }

    [Theory]
    [InlineData("main.bicep")]
    [InlineData("main.bicepparam")]
    public async Task ATemplate_CompilesWithItsModulesAndWithoutAWarning(string template)
    {
        var run = await Bicep.RunAsync("lint", InfraFolder.PathOf(template));

        Assert.Equal((0, ""), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Templates_ReadAsTheFormatterWritesThem()
    {
        var run = await Bicep.RunAsync("format", "--pattern", Path.Combine(plan.Folder, "**", "*.bicep*"));

        Assert.Equal(0, run.ExitCode);
        Assert.All(InfraFolder.Templates, template => Assert.Equal(File.ReadAllText(Path.Combine(plan.Folder, template)), File.ReadAllText(InfraFolder.PathOf(template))));
    }

    [Fact]
    public void NoModule_IsGivenAnOutputWithoutItsValue()
    {
        var outputs = Output.Matches(plan.Text);

        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.True(output.Groups["value"].Success, output.Value));
    }
}
