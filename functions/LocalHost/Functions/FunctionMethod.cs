using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace MlFunctions.LocalHost.Functions;

/// <summary>A method compiled into a call that takes its arguments boxed and gives its awaited result boxed.</summary>
internal static class FunctionMethod
{
    private static readonly BindingFlags Private = BindingFlags.NonPublic | BindingFlags.Static;

    // Kept for the process: test hosts come and go, their functions stay the same.
    private static readonly ConcurrentDictionary<MethodInfo, Func<object?, object?[], ValueTask<object?>>> Compiled = new();

    public static Func<object?, object?[], ValueTask<object?>> Of(MethodInfo method) => Compiled.GetOrAdd(method, Compile);

    private static Func<object?, object?[], ValueTask<object?>> Compile(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object), "instance");
        var arguments = Expression.Parameter(typeof(object?[]), "arguments");
        var call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!),
            method,
            method.GetParameters().Select((parameter, index) => Argument(arguments, parameter.ParameterType, index)));
        return Expression.Lambda<Func<object?, object?[], ValueTask<object?>>>(Awaited(call), instance, arguments).Compile();
    }

    private static Expression Argument(Expression arguments, Type type, int index)
    {
        var value = Expression.ArrayIndex(arguments, Expression.Constant(index));
        // A null for a value type means its default, as for optional parameters.
        return type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? Expression.Condition(Expression.ReferenceEqual(value, Expression.Constant(null)), Expression.Default(type), Expression.Unbox(value, type))
            : Expression.Convert(value, type);
    }

    private static Expression Awaited(MethodCallExpression call)
    {
        var type = call.Type;
        if (type == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        }

        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return Expression.Call(typeof(FunctionMethod).GetMethod(nameof(Completed), Private, [type])!, call);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)))
        {
            var name = open == typeof(Task<>) ? nameof(ResultOfTask) : nameof(ResultOfValueTask);
            return Expression.Call(typeof(FunctionMethod).GetMethod(name, Private)!.MakeGenericMethod(type.GetGenericArguments()[0]), call);
        }

        return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
    }

    private static ValueTask<object?> Completed(Task task)
    {
        return task.IsCompletedSuccessfully ? default : Wait(task);

        static async ValueTask<object?> Wait(Task task)
        {
            await task;
            return null;
        }
    }

    private static ValueTask<object?> Completed(ValueTask task)
    {
        if (task.IsCompletedSuccessfully)
        {
            task.GetAwaiter().GetResult();
            return default;
        }

        return Completed(task.AsTask());
    }

    private static ValueTask<object?> ResultOfTask<T>(Task<T> task)
    {
        return task.IsCompletedSuccessfully ? new ValueTask<object?>(task.Result) : Wait(task);

        static async ValueTask<object?> Wait(Task<T> task) => await task;
    }

    private static ValueTask<object?> ResultOfValueTask<T>(ValueTask<T> task)
    {
        return task.IsCompletedSuccessfully ? new ValueTask<object?>(task.Result) : Wait(task);

        static async ValueTask<object?> Wait(ValueTask<T> task) => await task;
    }
}
