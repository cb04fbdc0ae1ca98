using System.Collections;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.Http;

namespace MlFunctions.LocalHost.Functions;

/// <summary>The features of an invocation: those that the worker's own code asks for, and what middleware adds.</summary>
internal sealed class InvocationFeatures(InvocationContext context) : IInvocationFeatures
{
    private Dictionary<Type, object>? _features;
    private object? _bindings;

    public void Set<T>(T instance)
    {
        if (instance is null)
        {
            _features?.Remove(typeof(T));
        }
        else
        {
            (_features ??= [])[typeof(T)] = instance;
        }
    }

    public T? Get<T>()
    {
        if (typeof(T) == OfficialInternals.BindingsFeature)
        {
            return (T)(_bindings ??= BindingsFeature.Of(context));
        }

        return _features is not null && _features.TryGetValue(typeof(T), out var feature) ? (T)feature
            : context.Http is not null && RequestFeatures.Find(typeof(T)) is { } ofRequest ? (T)ofRequest
            : default;
    }

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => (_features ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
