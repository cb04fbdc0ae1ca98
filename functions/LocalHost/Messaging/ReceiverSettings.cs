using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>How functions receive, from <c>extensions.serviceBus</c> of host.json.</summary>
/// <param name="MaxConcurrentCalls">How many messages of a function are under way at once.</param>
/// <param name="MaxMessageBatchSize">How many messages a batch has at most.</param>
/// <param name="MaxAutoLockRenewalDuration">How long the lock of a running function's message is renewed; those of a batch are not.</param>
/// <param name="AutoCompleteMessages">Whether a function that returns completes its messages.</param>
internal sealed record ReceiverSettings(int MaxConcurrentCalls, int MaxMessageBatchSize, TimeSpan MaxAutoLockRenewalDuration, bool AutoCompleteMessages)
{
    public static ReceiverSettings Of(IConfiguration configuration)
    {
        var section = configuration.HostJson("extensions:serviceBus");
        return new ReceiverSettings(
            section.GetValue("maxConcurrentCalls", 16),
            section.GetValue("maxMessageBatchSize", 1000),
            section.GetValue("maxAutoLockRenewalDuration", TimeSpan.FromMinutes(5)),
            section.GetValue("autoCompleteMessages", defaultValue: true));
    }
}
