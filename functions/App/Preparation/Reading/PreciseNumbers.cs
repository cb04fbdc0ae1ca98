using System.Numerics.Tensors;
using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Preparation;

/// <summary>
/// Reads number columns in double precision where single precision would merge values that differ, e.g. 20240101 and 20240102. Such columns
/// are rare and are found by how close their values are for their size; only then a file is read again.
/// </summary>
internal static class PreciseNumbers
{
    // With a spread of at least so many steps of single precision two values that differ are hardly ever merged, and no split suffers.
    private const double EnoughSteps = 1 << 20;

    // Whole numbers up to here are exact with two bits to spare, so that fractions between them would show.
    private const float LargestExact = 1 << 22;

    /// <summary>Reads a file.</summary>
    /// <param name="stream">The bytes, from where it stands; it must be able to seek.</param>
    /// <param name="file">The name for messages.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">How the file is written.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="CsvException">The file cannot be read at all, or has no good row.</exception>
    public static async Task<CsvResult> ReadAsync(Stream stream, string file, CsvSchema schema, CsvOptions options, CancellationToken cancellationToken)
    {
        var start = stream.Position;
        var read = await CsvReader.ReadAsync(stream, file, schema, options, cancellationToken);
        var close = read.Table.Columns.OfType<NumberColumn>().Where(column => MayMerge(column.Values)).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (close.Count == 0)
        {
            return read;
        }

        stream.Position = start;
        var precise = (await CsvReader.ReadAsync(stream, file, Precise(schema, close.Contains), options, cancellationToken)).Table;
        return precise.Rows != read.Table.Rows ? read : read with
        {
            Table = new SourceTable([.. read.Table.Columns.Select(column =>
                close.Contains(column.Name) && precise.Get(column.Name) is PreciseColumn exact && Merges(exact.Values, offset: 0) ? exact : column)]),
        };
    }

    /// <summary>A schema that reads in double precision what a table holds so.</summary>
    public static CsvSchema Like(CsvSchema schema, SourceTable table) => Precise(schema, name => table.Find(name) is PreciseColumn);

    /// <summary>Whether two values that differ are the same in single precision, after an offset is taken off.</summary>
    public static bool Merges(double[] values, double offset)
    {
        var sorted = values.Where(value => !double.IsNaN(value)).Order().ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[i - 1] && (float)(sorted[i] - offset) == (float)(sorted[i - 1] - offset))
            {
                return true;
            }
        }

        return false;
    }

    private static CsvSchema Precise(CsvSchema schema, Func<string, bool> isPrecise) => new([.. schema.Columns.Select(column =>
        column.Kind == CsvColumnKind.Number && isPrecise(column.Name)
            ? column with { Kind = CsvColumnKind.PreciseNumber, Minimum = Math.Max(column.Minimum, float.MinValue), Maximum = Math.Min(column.Maximum, float.MaxValue) }
            : column)]);

    private static bool MayMerge(float[] values)
    {
        var present = Array.Exists(values, float.IsNaN) ? Array.FindAll(values, value => !float.IsNaN(value)) : values;
        if (present.Length < 2)
        {
            return false;
        }

        var (smallest, largest) = (TensorPrimitives.Min<float>(present), TensorPrimitives.Max<float>(present));
        var size = Math.Max(Math.Abs(smallest), Math.Abs(largest));
        var steps = ((double)largest - smallest) / (MathF.BitIncrement(size) - (double)size);
        return steps < EnoughSteps && !(size < LargestExact && Array.TrueForAll(present, value => value == MathF.Truncate(value)));
    }
}
