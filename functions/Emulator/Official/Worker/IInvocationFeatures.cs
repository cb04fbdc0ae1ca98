namespace Microsoft.Azure.Functions.Worker;

/// <summary>Features of one invocation by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Adds or replaces a feature.</summary>
    /// <typeparam name="T">What it is found by.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>The feature, or null.</summary>
    /// <typeparam name="T">What it is found by.</typeparam>
    T? Get<T>();
}
