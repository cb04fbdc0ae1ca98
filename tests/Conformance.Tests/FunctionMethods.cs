using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlFunctions.Conformance;

/// <summary>The methods with <c>[Function]</c> of an assembly, read from its metadata; nothing of it is loaded.</summary>
internal static class FunctionMethods
{
    /// <summary>Each function's name, and whether its class can be called from the code that the SDK generates.</summary>
    public static IReadOnlyList<(string Name, string Class, bool IsPublic)> Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var reader = file.GetMetadataReader();
        return
        [
            .. from handle in reader.MethodDefinitions
               let method = reader.GetMethodDefinition(handle)
               from attribute in method.GetCustomAttributes()
               let name = FunctionName(reader, reader.GetCustomAttribute(attribute))
               where name is not null
               let type = reader.GetTypeDefinition(method.GetDeclaringType())
               select (name, $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}", IsPublic(reader, type) && method.Attributes.HasFlag(MethodAttributes.Public)),
        ];
    }

    private static bool IsPublic(MetadataReader reader, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic => IsPublic(reader, reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    // The attribute's one argument: two bytes of prologue, then the text.
    private static string? FunctionName(MetadataReader reader, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference
            || reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent
            || reader.GetTypeReference((TypeReferenceHandle)parent) is var type && (reader.GetString(type.Name), reader.GetString(type.Namespace)) != ("FunctionAttribute", "Microsoft.Azure.Functions.Worker"))
        {
            return null;
        }

        var value = reader.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        return value.ReadSerializedString();
    }
}
