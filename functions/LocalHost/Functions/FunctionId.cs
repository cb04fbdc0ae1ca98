using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlFunctions.LocalHost.Functions;

/// <summary>Ids of functions: the same in every run of the app.</summary>
internal static class FunctionId
{
    public static string Of(string entryPoint, string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{entryPoint}\n{name}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash).ToString();
    }
}
