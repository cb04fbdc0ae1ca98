namespace MlFunctions.Events;

/// <summary>An event on its way to a webhook: the input of <see cref="DeliverEvent"/>. Address and secret are looked up at each try, so histories hold neither.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Webhook">The webhook's name.</param>
/// <param name="Event">The event.</param>
public sealed record Delivery(string Pipeline, string Webhook, PipelineEvent Event);
