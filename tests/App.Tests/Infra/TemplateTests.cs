using System.Text.RegularExpressions;

namespace MlFunctions.Tests.Infra;

/// <summary>The templates compile, without a warning, and read as the formatter writes them.</summary>
public sealed partial class TemplateTests(PlannedDeployment plan) : IClassFixture<PlannedDeployment>
{
    // An output of a module is an object with a type and a value; passed on as it is, it is no text when it is deployed.
    [GeneratedRegex(@"\.outputs\.\w+(?<value>\.value)?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Output { get; }

    public static TheoryData<string> Templates => [.. InfraFolder.Templates];

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task ATemplate_CompilesWithoutAWarning(string template)
    {
        var run = await Bicep.RunAsync("lint", InfraFolder.File(template));

        Assert.Equal((0, ""), (run.ExitCode, run.Output.Trim()));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task ATemplate_IsFormatted(string template)
    {
        var formatted = await Bicep.RunAsync("format", InfraFolder.File(template), "--stdout");

        Assert.Equal(await File.ReadAllTextAsync(InfraFolder.File(template), TestContext.Current.CancellationToken), formatted.Output);
    }

    [Fact]
    public void NoModule_IsGivenAnOutputWithoutItsValue()
    {
        var outputs = Output.Matches(plan.Text);

        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.True(output.Groups["value"].Success, output.Value));
    }
}
