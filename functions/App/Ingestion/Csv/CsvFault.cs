namespace MlFunctions.Ingestion.Csv;

/// <summary>Why a row was quarantined.</summary>
/// <param name="Line">The line of the file where the row starts, from 1.</param>
/// <param name="Column">The first column at fault, from the left; null where it is the row as a whole.</param>
/// <param name="Fault">What is wrong, with the value.</param>
public sealed record CsvFault(long Line, string? Column, string Fault)
{
    public override string ToString() => Column is null ? $"line {Line}: {Fault}" : $"line {Line}, column '{Column}': {Fault}";
}
