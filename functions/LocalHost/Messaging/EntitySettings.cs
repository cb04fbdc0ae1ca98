using Microsoft.Extensions.Configuration;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>
/// What a queue or subscription promises. Set in the section <c>EmulatorServiceBus</c> of the app's settings: for all under
/// <c>defaults</c>, for one under <c>entities:{name}</c>; on Azure they are properties of the entity.
/// </summary>
internal sealed record EntitySettings
{
    private const string Section = "EmulatorServiceBus";

    /// <summary>How long a received message is locked.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a message is delivered before it is dead-lettered.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>How long a message id is remembered; zero for no duplicate detection.</summary>
    public TimeSpan DuplicateDetectionWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a message may wait when it does not say so itself.</summary>
    public TimeSpan DefaultTimeToLive { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Whether an expired message is dead-lettered rather than dropped.</summary>
    public bool DeadLetterExpired { get; init; }

    /// <summary>The longest that any entity, used yet or not, remembers a message id.</summary>
    public static TimeSpan LongestDuplicateDetectionWindow(IConfiguration configuration) =>
        configuration.GetSection($"{Section}:entities").GetChildren()
            .Select(entity => entity.Key)
            .Append(string.Empty)
            .Max(entity => Of(configuration, entity).DuplicateDetectionWindow);

    public static EntitySettings Of(IConfiguration configuration, string entity)
    {
        var all = configuration.GetSection($"{Section}:defaults");
        // A colon would be a step into the section; a subscription's slashes are not.
        var own = configuration.GetSection($"{Section}:entities:{entity}");
        var fixedDefaults = new EntitySettings();
        T Value<T>(string name, T fallback) => own.GetValue(name, all.GetValue(name, fallback)!)!;
        return new EntitySettings
        {
            LockDuration = Value("lockDuration", fixedDefaults.LockDuration),
            MaxDeliveryCount = Value("maxDeliveryCount", fixedDefaults.MaxDeliveryCount),
            DuplicateDetectionWindow = Value("duplicateDetectionWindow", fixedDefaults.DuplicateDetectionWindow),
            DefaultTimeToLive = Value("defaultTimeToLive", fixedDefaults.DefaultTimeToLive),
            DeadLetterExpired = Value("deadLetterExpired", fixedDefaults.DeadLetterExpired),
        };
    }
}
