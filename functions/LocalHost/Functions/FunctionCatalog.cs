using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MlFunctions.LocalHost.Functions;

/// <summary>The app's functions.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, FunctionDescriptor> _byName = new(StringComparer.OrdinalIgnoreCase);

    private FunctionCatalog(IEnumerable<FunctionDescriptor> functions)
    {
        foreach (var function in functions)
        {
            if (!_byName.TryAdd(function.Name, function))
            {
                throw function.Fault($"{_byName[function.Name].EntryPoint} has the same name; a function's name must be unique in the app.");
            }
        }
    }

    public IReadOnlyCollection<FunctionDescriptor> All => _byName.Values;

    /// <summary>Finds every method with <see cref="FunctionAttribute"/>.</summary>
    /// <param name="types">The types to look at.</param>
    public static FunctionCatalog Discover(IEnumerable<Type> types) => new(
        from type in types
        where type is { IsClass: true, ContainsGenericParameters: false }
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select new FunctionDescriptor(attribute.Name, method));

    public FunctionDescriptor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The functions that a kind of trigger starts.</summary>
    public IEnumerable<(FunctionDescriptor Function, TTrigger Trigger)> TriggeredBy<TTrigger>()
        where TTrigger : TriggerBindingAttribute =>
        from function in _byName.Values
        where function.Trigger is TTrigger
        select (function, (TTrigger)function.Trigger);
}
