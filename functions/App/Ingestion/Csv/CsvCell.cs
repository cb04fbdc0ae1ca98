namespace MlFunctions.Ingestion.Csv;

/// <summary>A cell as files hold it (RFC 4180).</summary>
internal static class CsvCell
{
    /// <summary>The text, in quotes where it needs them.</summary>
    public static string Of(string text) =>
        text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
