namespace MlFunctions.Ingestion.Csv;

/// <summary>How the cells of a column are read.</summary>
internal enum CsvColumnKind
{
    /// <summary>A number as a 32-bit float: a feature.</summary>
    Number,

    /// <summary>A number as a 64-bit float: a target.</summary>
    PreciseNumber,

    /// <summary>A date or instant, as seconds since 1970 UTC; without an offset it is UTC, unless it is said otherwise.</summary>
    Instant,

    /// <summary>What rows are ordered by: dates, or numbers such as years, whichever the column begins with.</summary>
    Time,

    /// <summary>A word, without the spaces around it unless they are quoted.</summary>
    Category,
}
