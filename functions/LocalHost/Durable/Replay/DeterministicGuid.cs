using System.Security.Cryptography;
using System.Text;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>Ids made of a name, as version 5 of RFC 9562 makes them: the same name, the same id.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Namespace = new Guid("b3a1f0f4-6f0e-4f5e-9a86-6a2b7f0d1c55").ToByteArray(bigEndian: true);

    public static Guid Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        // RFC 9562 prescribes SHA-1; nothing secret hangs on it.
#pragma warning disable CA5350
        SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes(name)], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
