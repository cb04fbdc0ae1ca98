using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlFunctions.Emulator.Tests.Official;

/// <summary>Spells types and members as the listing does.</summary>
internal static class MemberSpelling
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(decimal)] = "decimal",
        [typeof(short)] = "short",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
    };

    public static string NameOf(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return NameOf(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return NameOf(underlying) + "?";
        }

        return type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.Name;
    }

    public static string FullNameOf(Type type) => $"{type.Namespace}.{NameOf(type)}";

    public static string KindOf(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsSubclassOf(typeof(Delegate)) ? "delegate" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        return kind != "class" ? kind
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
    }

    /// <summary>The public and protected members that a type declares.</summary>
    public static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [$"virtual {Spell(type.GetMethod("Invoke")!)}"];
        }

        return type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && IsVisible(constructor)).Select(Spell)
            .Concat(type.GetProperties(Declared).Where(property => Accessors(property).Any(IsVisible)).Select(Spell))
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(Spell))
            .Concat(type.GetMethods(Declared)
                .Where(method => IsVisible(method) && !method.IsSpecialName && !IsOverride(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute)))
                .Select(method => Modifiers(method) + Spell(method)));
    }

    private static string Spell(ConstructorInfo constructor) =>
        $"{(constructor.IsPublic ? string.Empty : "protected ")}ctor({Parameters(constructor)})";

    private static string Spell(FieldInfo field) =>
        $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : string.Empty)}{NameOf(field.FieldType)} {field.Name}";

    private static string Spell(PropertyInfo property)
    {
        var accessor = Accessors(property).First(IsVisible);
        var set = property.SetMethod is { IsPublic: true } setter
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : string.Empty;
        var get = property.GetMethod is { } getter && IsVisible(getter) ? " get;" : string.Empty;
        return $"{Modifiers(accessor)}{NameOf(property.PropertyType)} {property.Name} {{{get}{set} }}";
    }

    private static string Spell(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : string.Empty;
        var extends = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : string.Empty;
        return $"{NameOf(method.ReturnType)} {method.Name}{generic}({extends}{Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsOut ? "out " : string.Empty)}"
        + $"{NameOf(parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {Default(parameter)}" : string.Empty)));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? "default" : "null",
        bool value => value ? "true" : "false",
        string value => $"\"{value}\"",
        var value => value.ToString()!,
    };

    private static string Modifiers(MethodInfo method) =>
        (method.IsPublic ? string.Empty : "protected ")
        + (method.IsStatic ? "static "
            : method.IsAbstract ? "abstract "
            : method is { IsVirtual: true, IsFinal: false } ? "virtual "
            : string.Empty);

    private static IEnumerable<MethodInfo> Accessors(PropertyInfo property) =>
        new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>();

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition().DeclaringType is { } declaring && declaring != method.DeclaringType && declaring.Assembly != method.DeclaringType!.Assembly;
}
