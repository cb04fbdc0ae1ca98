using System.Reflection;

namespace MlFunctions.Conformance;

/// <summary>Writes what a type shows to others: one line for each member that is public or protected, in the order of declaration.</summary>
internal static class Signatures
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Type type)
    {
        if (type.IsEnum)
        {
            return $"enum {type.FullName}\n  {string.Join(", ", Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name))}"))}";
        }

        var bases = new[] { type.BaseType! }.Where(parent => parent != typeof(object)).Concat(type.GetInterfaces().Except(type.BaseType!.GetInterfaces())).Select(Name).ToList();
        var lines = new List<string> { $"{(type.IsSealed ? "sealed " : "")}class {type.FullName}{(bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}")}" };
        lines.AddRange(type.GetConstructors(Declared).Where(IsSeen).Select(constructor => $"{(constructor.IsPublic ? "" : "protected ")}ctor({Parameters(constructor)})"));
        lines.AddRange(type.GetProperties(Declared).Where(property => IsSeen(property.GetMethod!)).Select(property =>
            $"{Name(property.PropertyType)} {property.Name} {{ get; {(property.SetMethod is { IsPublic: true } ? "set; " : "")}}}"));
        lines.AddRange(type.GetMethods(Declared).Where(method => IsSeen(method) && !method.IsSpecialName).Select(method => $"{(method.IsVirtual ? "virtual " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})"));
        return string.Join("\n  ", lines);
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) => (parameter.HasDefaultValue, parameter.DefaultValue, parameter.ParameterType.IsValueType) switch
    {
        (false, _, _) => "",
        (true, null, true) => " = default",
        (true, null, false) => " = null",
        (true, var value, _) => $" = {(parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, value) : value)}",
    };

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
