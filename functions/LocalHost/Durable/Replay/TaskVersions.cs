namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>Compares versions: as version numbers when both are, as text otherwise; none is the least.</summary>
internal static class TaskVersions
{
    public static int Compare(string left, string right)
    {
        if (string.IsNullOrWhiteSpace(left) || string.IsNullOrWhiteSpace(right))
            return string.IsNullOrWhiteSpace(right).CompareTo(string.IsNullOrWhiteSpace(left));
        return Version.TryParse(left, out var a) && Version.TryParse(right, out var b)
            ? a.CompareTo(b)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }
}
