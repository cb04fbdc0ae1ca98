using System.Collections.Concurrent;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>Finds an exception type by the name that a failure carries.</summary>
internal static class ExceptionTypes
{
    private static readonly ConcurrentDictionary<string, Type?> Known = new(StringComparer.Ordinal);

    public static Type? Find(string fullName) => Known.GetOrAdd(fullName, static name =>
        AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null));
}
