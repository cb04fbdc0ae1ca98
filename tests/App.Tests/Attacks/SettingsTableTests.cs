using System.Globalization;
using Microsoft.Extensions.Configuration;
using MlFunctions.Http;

namespace MlFunctions.Tests.Attacks;

/// <summary>Every limit stands in one table, docs/settings.md; a setting out of its range, or of an unknown name, ends the start by name.</summary>
public sealed class SettingsTableTests
{
    [Fact]
    public void TheTable_IsThatOfTheProgram()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "settings.md")).SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(Limit.All.Select(limit => string.Create(
            CultureInfo.InvariantCulture, $"| `{limit.Setting}` | {limit.Default:N0} | {limit.Least:N0} | {limit.Most:N0} | {limit.What} | {limit.Beyond} |")), rows);
        Assert.All(Limit.All, limit => Assert.InRange(limit.Default, limit.Least, limit.Most));
    }

    [Fact]
    public void ALimitThatIsSet_Holds_AndOthersAreAsTheyWere()
    {
        var limits = AppLimits.Read(Of((Limit.EventStreams.Setting, "7")));

        Assert.Equal(7, limits.Of(Limit.EventStreams));
        Assert.Equal(Limit.DefinitionBytes.Default, limits.Of(Limit.DefinitionBytes));
    }

    [Fact]
    public void EverySettingThatIsWrong_IsNamed_WithItsRange()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => AppLimits.Read(Of(
            (Limit.EventStreams.Setting, "0"), (Limit.DefinitionBytes.Setting, "many"), (Limit.TextCharacters.Setting, "-1"), (Limit.Combinations.Setting, "99999999999999999999"), ("Limits:EventSteams", "5")))).Message;

        foreach (var expected in new[] { "Limits:EventStreams is '0', expected a whole number from 1 to", "Limits:DefinitionBytes is 'many'", "Limits:TextCharacters is '-1'", "Limits:Combinations is '9999", "Limits:EventSteams is no limit" })
        {
            Assert.Contains(expected, fault, StringComparison.Ordinal);
        }
    }

    private static IConfiguration Of(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
}
