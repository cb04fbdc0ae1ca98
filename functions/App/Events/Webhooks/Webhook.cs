namespace MlFunctions.Events;

/// <summary>Where events of a pipeline are pushed to, as it is stored.</summary>
/// <param name="Name">What it is called; unique in its pipeline.</param>
/// <param name="Url">The receiver.</param>
/// <param name="Events">Which events it is told of.</param>
/// <param name="Secret">What pushes are signed with, as <see cref="WebhookSecret"/> writes it.</param>
/// <param name="ApiUrl">The address of this API by which it was registered, such as <c>https://example.org/api</c>; addresses in pushes begin so.</param>
/// <param name="Created">When it was registered.</param>
/// <param name="Updated">When it was last registered.</param>
/// <param name="Disabled">Why it is told of nothing more until it is registered again; null: it is told.</param>
public sealed record Webhook(
    string Name,
    string Url,
    IReadOnlyList<PipelineEventType> Events,
    string Secret,
    string ApiUrl,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    string? Disabled = null)
{
    /// <summary>Whether it is to be told of such an event.</summary>
    public bool Wants(PipelineEventType type) => Disabled is null && Events.Contains(type);
}
