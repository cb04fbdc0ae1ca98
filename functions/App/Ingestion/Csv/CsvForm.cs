namespace MlFunctions.Ingestion.Csv;

/// <summary>What there is to know of how a file is written.</summary>
[Flags]
public enum CsvForm
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What stands between cells.</summary>
    Delimiter = 1,

    /// <summary>What stands before decimals.</summary>
    Decimal = 2,

    /// <summary>What stands around cells.</summary>
    Quote = 4,

    /// <summary>All of it.</summary>
    All = Delimiter | Decimal | Quote,
}
