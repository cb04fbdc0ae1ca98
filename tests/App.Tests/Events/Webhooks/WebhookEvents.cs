namespace MlFunctions.Tests.Events;

/// <summary>Events as they lie in the topic.</summary>
internal static class WebhookEvents
{
    /// <summary>An event of the dispatch pipeline that happened to a subject.</summary>
    public static string Json(string type, string subject) =>
        $$"""{"id":"{{type}}.dispatch.{{subject}}","type":"{{type}}","pipeline":"dispatch","correlationId":"{{subject}}","at":"2024-01-01T00:00:00Z","subject":"{{subject}}","detail":"for a test"}""";
}
