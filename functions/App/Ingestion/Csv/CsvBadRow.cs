using System.Runtime.InteropServices;

namespace MlFunctions.Ingestion.Csv;

/// <summary>A row that was left out, and where its bytes are.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Offset">Where the row starts in the file, in bytes.</param>
/// <param name="Length">How many bytes it has, its line end included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CsvBadRow(CsvFault Fault, long Offset, int Length);
