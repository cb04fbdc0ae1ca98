using System.Net;
using System.Text.Json.Nodes;
using MlFunctions.Events;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Events;

/// <summary>Whom the app may be made to send requests to.</summary>
public sealed class ReceiverRulesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // By the IANA registries of special-purpose addresses for IPv4 and IPv6.
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void AnAddress_IsPublicOrNot(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task WhereReceiversMustBePublic_OthersAreRefusedByName()
    {
        (string Url, string Fault)[] refused =
        [
            ("http://example.org/hooks", "expected https"),
            ("https://127.0.0.1/hooks", "no public address"),
            ("https://localhost/hooks", "no public address"),
            ("https://2130706433/hooks", "no public address"),
            ("https://0x7f.1/hooks", "no public address"),
            ("https://[::1]:8080/hooks", "no public address"),
            ("https://[::ffff:10.0.0.1]/hooks", "no public address"),
            ("https://169.254.169.254/metadata/identity", "no public address"),
        ];
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { [ReceiverRules.Setting] = "false" });
        await host.DefineAsync();

        foreach (var (url, fault) in refused)
        {
            var (status, problem) = await host.PutAsync("webhooks/dispatch/inside", new JsonObject { ["url"] = url, ["events"] = new JsonArray("run-failed") });

            Assert.Equal(422, status);
            Assert.Contains(fault, Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("fault").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ANameThatPointsInsideWhenItIsConnectedTo_IsNotConnectedTo()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var url = receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        using var strict = new ReceiverClient(new ReceiverRules(AllowsPrivate: false));
        using var refused = new HttpRequestMessage(HttpMethod.Post, url);
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => strict.SendAsync(refused, Cancelled));

        using var lenient = new ReceiverClient(new ReceiverRules(AllowsPrivate: true));
        using var allowed = new HttpRequestMessage(HttpMethod.Post, url);
        using var answer = await lenient.SendAsync(allowed, Cancelled);

        Assert.Contains("'localhost' is no public address", exception.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, receiver.Received.Count));
    }
}
