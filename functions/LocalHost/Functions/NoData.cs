using System.Collections.ObjectModel;

namespace MlFunctions.LocalHost.Functions;

/// <summary>The metadata of triggers that have none.</summary>
internal static class NoData
{
    public static IReadOnlyDictionary<string, object?> Instance => ReadOnlyDictionary<string, object?>.Empty;
}
