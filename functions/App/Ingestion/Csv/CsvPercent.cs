namespace MlFunctions.Ingestion.Csv;

/// <summary>What a number with a percent sign is.</summary>
public enum CsvPercent
{
    /// <summary>12 % is 0.12.</summary>
    Fraction,

    /// <summary>12 % is 12.</summary>
    Number,
}
