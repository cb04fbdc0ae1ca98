namespace MlFunctions.LocalHost.State;

/// <summary>The tables of one area of the state; its version is the number of scripts.</summary>
/// <param name="Area">Who owns the tables: <c>durable</c>, <c>broker</c>…</param>
/// <param name="Scripts">SQL that takes the area from version n to n + 1; never changed once released, only added to.</param>
internal sealed record StateSchema(string Area, IReadOnlyList<string> Scripts)
{
    public int Version => Scripts.Count;
}
