using MlFunctions.Events;

namespace MlFunctions.Tests.Events;

/// <summary>Signatures by Standard Webhooks 1.0.</summary>
public sealed class WebhookSecretTests
{
    [Fact]
    public void Sign_GivesTheSignatureOfTheReferenceLibraries()
    {
        // The vector that the tests of the Standard Webhooks libraries (github.com/standard-webhooks/standard-webhooks) share.
        var signature = WebhookSecret.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void Create_GivesAnotherSecretEachTime()
    {
        var secrets = Enumerable.Range(0, 10).Select(_ => WebhookSecret.Create()).ToArray();

        Assert.All(secrets, secret => Assert.Null(WebhookSecret.Fault(secret)));
        Assert.Equal(10, secrets.Distinct(StringComparer.Ordinal).Count());
    }
}
