using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>A column of the file: what its cells are read as and where the values go. One slot a record, holes where a record gives no row.</summary>
internal sealed class CsvField
{
    private CsvField(CsvColumn? column, int words)
    {
        Column = column;
        Words = words;
        IsSingle = column?.Kind == CsvColumnKind.Number;
        Minimum = column?.Minimum ?? double.NegativeInfinity;
        Maximum = column?.Maximum ?? double.PositiveInfinity;
        if (column is { Kind: CsvColumnKind.Category, Words.Count: > 0 })
        {
            Declared = new Utf8Words();
            foreach (var word in column.Words)
            {
                Declared.Add(Encoding.UTF8.GetBytes(word));
            }
        }
    }

    /// <summary>A column that is skipped.</summary>
    public static CsvField Skipped { get; } = new(null, -1);

    public CsvColumn? Column { get; }

    /// <summary>Whether values are 32-bit floats.</summary>
    public bool IsSingle { get; }

    public double Minimum { get; }

    public double Maximum { get; }

    public Utf8Words? Declared { get; }

    /// <summary>The index of the dictionary that each block keeps for this column; −1: the words are declared, or there are none.</summary>
    public int Words { get; }

    public float[] Singles { get; private set; } = [];

    public double[] Doubles { get; private set; } = [];

    public int[] Codes { get; private set; } = [];

    /// <summary>A column with a place for each record.</summary>
    public static CsvField Create(CsvColumn column, int slots, ref int dictionaries)
    {
        var needsWords = column is { Kind: CsvColumnKind.Category, Words.Count: 0 };
        var field = new CsvField(column, needsWords ? dictionaries++ : -1);
        switch (column.Kind)
        {
            case CsvColumnKind.Number:
                field.Singles = GC.AllocateUninitializedArray<float>(slots);
                break;
            case CsvColumnKind.Category:
                field.Codes = GC.AllocateUninitializedArray<int>(slots);
                break;
            default:
                field.Doubles = GC.AllocateUninitializedArray<double>(slots);
                break;
        }

        return field;
    }
}
