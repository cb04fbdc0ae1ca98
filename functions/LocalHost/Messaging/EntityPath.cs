namespace MlFunctions.LocalHost.Messaging;

/// <summary>Names of what messages wait in, spelled as Service Bus does.</summary>
internal static class EntityPath
{
    private const string DeadLetterSuffix = "/$DeadLetterQueue";

    public static string Subscription(string topic, string subscription) => $"{topic}/Subscriptions/{subscription}";

    public static string DeadLetter(string entity) => entity + DeadLetterSuffix;

    /// <summary>The queue or subscription behind a name that may be that of its dead letters.</summary>
    public static string WithoutDeadLetter(string entity) => IsDeadLetter(entity) ? entity[..^DeadLetterSuffix.Length] : entity;

    public static bool IsDeadLetter(string entity) => entity.EndsWith(DeadLetterSuffix, StringComparison.OrdinalIgnoreCase);
}
