namespace MlFunctions.Events;

/// <summary>A webhook as it is shown.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Url">The receiver.</param>
/// <param name="Events">Which events it is told of.</param>
/// <param name="Secret">What pushes are signed with; shown once, in the answer that made it, and never again.</param>
/// <param name="Created">When it was registered.</param>
/// <param name="Updated">When it was last registered.</param>
/// <param name="Disabled">Why it is told of nothing more until it is registered again.</param>
internal sealed record WebhookView(
    string Name, string Url, IReadOnlyList<PipelineEventType> Events, string? Secret, DateTimeOffset Created, DateTimeOffset Updated, string? Disabled)
{
    /// <summary>A webhook without its secret.</summary>
    public static WebhookView Of(Webhook webhook) =>
        new(webhook.Name, webhook.Url, webhook.Events, Secret: null, webhook.Created, webhook.Updated, webhook.Disabled);
}
