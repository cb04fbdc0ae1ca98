namespace MlFunctions.Http;

/// <summary>How lists of faults are made and told.</summary>
internal static class FaultLists
{
    /// <summary>The list of any number of faults.</summary>
    public static FaultList<T> Of<T>(IEnumerable<T> faults)
    {
        if (faults is FaultList<T> list)
        {
            return list;
        }

        var made = new FaultList<T>();
        made.AddRange(faults);
        return made;
    }

    /// <summary>What is said of the faults that are not named; empty where all are.</summary>
    public static string Rest<T>(FaultList<T> faults) => faults.More == 0 ? ""
        : faults.IsCutShort ? $"more than {FaultList<T>.MostCounted:N0} more"
        : $"{faults.More:N0} more";
}
