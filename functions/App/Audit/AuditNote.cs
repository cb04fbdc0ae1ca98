using Microsoft.AspNetCore.Http;

namespace MlFunctions.Audit;

/// <summary>What a function adds to the audit entry of its call.</summary>
internal static class AuditNote
{
    private static readonly object Key = new();

    /// <summary>Says more of what was done, in a few words.</summary>
    public static void Set(HttpContext http, string detail) => http.Items[Key] = detail;

    /// <summary>What was said; null: nothing.</summary>
    public static string? Get(HttpContext http) => http.Items[Key] as string;
}
