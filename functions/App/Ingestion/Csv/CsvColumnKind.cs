namespace MlFunctions.Ingestion.Csv;

/// <summary>How the cells of a column are read.</summary>
internal enum CsvColumnKind
{
    /// <summary>A number as a 32-bit float: a feature.</summary>
    Number,

    /// <summary>A number as a 64-bit float: a target.</summary>
    PreciseNumber,

    /// <summary>An ISO 8601 date or instant, as seconds since 1970 UTC; without an offset it is UTC.</summary>
    Instant,

    /// <summary>A word, exactly as it stands, spaces included.</summary>
    Category,
}
