using System.Runtime.InteropServices;

namespace MlFunctions.Ingestion.Csv;

/// <summary>A run of whole records, found by the first pass and parsed by the second.</summary>
/// <param name="Offset">Where it starts in the file, in bytes.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Line">The line of its first byte, from 1.</param>
/// <param name="FirstSlot">How many records, blank lines included, precede it.</param>
/// <param name="Slots">How many records, blank lines included, it has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CsvBlock(long Offset, int Length, long Line, int FirstSlot, int Slots);
