using System.Reflection;

namespace MlFunctions.LocalHost.Functions;

/// <summary>What a method gives once awaited.</summary>
internal static class ResultType
{
    /// <summary>The type inside <c>Task&lt;T&gt;</c> or <c>ValueTask&lt;T&gt;</c>, the return type itself, or null for none.</summary>
    public static Type? Of(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
        {
            return null;
        }

        return type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
    }
}
