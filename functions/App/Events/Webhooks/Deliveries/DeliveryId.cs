using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlFunctions.Events;

/// <summary>
/// What deliveries are called. To the API a delivery is the hash of its event, <c>{hash}</c>, and sent again <c>{hash}~1</c>, <c>{hash}~2</c>; its
/// orchestration is <c>hook_{pipeline}_{webhook}_{delivery}</c>, within the 100 characters that instance ids have on Azure.
/// </summary>
internal static class DeliveryId
{
    /// <summary>What the instances of all deliveries begin with; no pipeline has an underscore in its name.</summary>
    public const string Prefix = "hook_";

    private const char Again = '~';
    private const int HashLength = 16;

    /// <summary>The instance that delivers an event to a webhook.</summary>
    public static string Of(string pipeline, string webhook, PipelineEvent happened) => InstanceOf(pipeline, webhook, HashOf(happened)[..HashLength]);

    /// <summary>The instance of a delivery.</summary>
    public static string InstanceOf(string pipeline, string webhook, string delivery) => PrefixOf(pipeline, webhook) + delivery;

    /// <summary>What the instances of all deliveries to a webhook begin with.</summary>
    public static string PrefixOf(string pipeline, string webhook) => $"{Prefix}{pipeline}_{webhook}_";

    /// <summary>The delivery of an instance.</summary>
    public static string OfInstance(string instanceId) => instanceId[(instanceId.LastIndexOf('_') + 1)..];

    /// <summary>The delivery that is the same one sent again, for the so-manieth time.</summary>
    public static string Repeated(string delivery, int times) => string.Create(CultureInfo.InvariantCulture, $"{delivery.Split(Again)[0]}{Again}{times}");

    /// <summary>The header <c>webhook-id</c>: the same at every try, by which receivers know what they have had. It has no full stop, which the signed text is divided by.</summary>
    public static string MessageIdOf(PipelineEvent happened) => $"evt_{HashOf(happened)[..(2 * HashLength)]}";

    private static string HashOf(PipelineEvent happened) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(happened.Id)));
}
