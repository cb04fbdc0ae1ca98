using System.Reflection;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace MlFunctions.LocalHost.Testing;

/// <summary>What a test host runs: an entry point, and where its functions are.</summary>
/// <param name="Assembly">The app's assembly.</param>
/// <param name="FunctionTypes">The types whose functions make the app; null for all of the assembly's.</param>
/// <param name="Main">The entry point.</param>
internal sealed record TestedApp(Assembly Assembly, IReadOnlyCollection<Type>? FunctionTypes, Func<string[], Task> Main)
{
    /// <summary>The app whose assembly declares a type.</summary>
    /// <exception cref="InvalidOperationException">The assembly has no entry point.</exception>
    public static TestedApp Of(Type type)
    {
        var entryPoint = type.Assembly.EntryPoint
            ?? throw new InvalidOperationException($"{type.Assembly.GetName().Name} has no entry point; name a type of the function app itself.");
        return new TestedApp(type.Assembly, FunctionTypes: null, args => CallAsync(entryPoint, args));
    }

    /// <summary>An app of the functions of some types alone.</summary>
    /// <param name="configure">What its entry point does between creating and building.</param>
    /// <param name="functionTypes">The types.</param>
    public static TestedApp Of(Action<FunctionsApplicationBuilder>? configure, params Type[] functionTypes) => new(
        functionTypes[0].Assembly,
        functionTypes,
        args =>
        {
            var builder = FunctionsApplication.CreateBuilder(args);
            configure?.Invoke(builder);
            return builder.Build().RunAsync();
        });

    private static Task CallAsync(MethodInfo entryPoint, string[] args)
    {
        object?[]? arguments = entryPoint.GetParameters().Length == 0 ? null : [args];
        return entryPoint.Invoke(obj: null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null) as Task ?? Task.CompletedTask;
    }
}
