using System.Text.RegularExpressions;
using MlFunctions.Events;

namespace MlFunctions.Tests.Events;

/// <summary>docs/webhooks.md names every event that there is, and no other.</summary>
public sealed partial class WebhookDocsTests
{
    [GeneratedRegex(@"^\| (?<events>`[^|]*) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row { get; }

    [Fact]
    public void TheTableOfEvents_IsWhole()
    {
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "webhooks.md"));

        var named = Row.Matches(docs).SelectMany(row => row.Groups["events"].Value.Split(", ")).Select(name => name.Trim('`'));

        Assert.Equal(Enum.GetValues<PipelineEventType>().Select(PipelineEvent.NameOf).Order(), named.Order());
    }
}
