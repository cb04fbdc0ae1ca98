using System.Runtime.InteropServices;
using System.Text;

namespace MlFunctions.Ingestion;

/// <summary>
/// Stores typed columns: the magic bytes <c>MLFT</c>, the format version, rows and columns (int32), then for each column its kind,
/// its name, the words of a category, and its values, little-endian.
/// </summary>
internal static class SourceTableFormat
{
    private const int Version = 1;

    private enum Kind : byte
    {
        Number = 1,
        Precise = 2,
        Category = 3,
    }

    private static ReadOnlySpan<byte> Magic => "MLFT"u8;

    /// <summary>Writes a table.</summary>
    public static void Write(SourceTable table, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(table.Rows);
        writer.Write(table.Columns.Count);
        foreach (var column in table.Columns)
        {
            Write(column, writer);
        }
    }

    /// <summary>Reads a table.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="path">Where they came from, for errors.</param>
    /// <exception cref="InvalidDataException">They are not a table, or are cut short.</exception>
    public static SourceTable Read(Stream stream, string path)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic) || reader.ReadInt32() != Version)
            {
                throw new InvalidDataException($"{path} is not a table of format version {Version}.");
            }

            var rows = reader.ReadInt32();
            var columns = new SourceColumn[reader.ReadInt32()];
            for (var c = 0; c < columns.Length; c++)
            {
                columns[c] = Read(reader, rows, path);
            }

            return new SourceTable(columns);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException($"{path} is cut short.", exception);
        }
    }

    private static void Write(SourceColumn column, BinaryWriter writer)
    {
        switch (column)
        {
            case NumberColumn number:
                Write(writer, Kind.Number, column.Name);
                writer.Write(MemoryMarshal.AsBytes(number.Values.AsSpan()));
                break;
            case PreciseColumn precise:
                Write(writer, Kind.Precise, column.Name);
                writer.Write(MemoryMarshal.AsBytes(precise.Values.AsSpan()));
                break;
            case CategoryColumn category:
                Write(writer, Kind.Category, column.Name);
                writer.Write(category.Words.Count);
                foreach (var word in category.Words)
                {
                    writer.Write(word);
                }

                writer.Write(MemoryMarshal.AsBytes(category.Codes.AsSpan()));
                break;
            default:
                throw new NotSupportedException($"Column '{column.Name}' is a {column.GetType().Name}.");
        }
    }

    private static void Write(BinaryWriter writer, Kind kind, string name)
    {
        writer.Write((byte)kind);
        writer.Write(name);
    }

    private static SourceColumn Read(BinaryReader reader, int rows, string path)
    {
        var kind = (Kind)reader.ReadByte();
        var name = reader.ReadString();
        switch (kind)
        {
            case Kind.Number:
                return new NumberColumn(name, Values<float>(reader, rows));
            case Kind.Precise:
                return new PreciseColumn(name, Values<double>(reader, rows));
            case Kind.Category:
                var words = new string[reader.ReadInt32()];
                for (var w = 0; w < words.Length; w++)
                {
                    words[w] = reader.ReadString();
                }

                return new CategoryColumn(name, Values<int>(reader, rows), words);
            default:
                throw new InvalidDataException($"{path} has a column '{name}' of the unknown kind {kind}.");
        }
    }

    private static T[] Values<T>(BinaryReader reader, int rows)
        where T : unmanaged
    {
        var values = new T[rows];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
