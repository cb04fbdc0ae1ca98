using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>A column of the file: what its cells are read as and where the values go. One slot a record, holes where a record gives no row.</summary>
internal sealed class CsvField
{
    private CsvField(CsvColumn? column, int category)
    {
        Column = column;
        Category = category;
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

            foreach (var (alias, word) in column.Aliases)
            {
                Declared.AddAlias(Encoding.UTF8.GetBytes(alias), Encoding.UTF8.GetBytes(word));
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

    /// <summary>The declared words; null where there are none, and the words are those of the file.</summary>
    public Utf8Words? Declared { get; }

    /// <summary>Which of the category columns it is, from 0; −1: it is none.</summary>
    public int Category { get; }

    public float[] Singles { get; private set; } = [];

    public double[] Doubles { get; private set; } = [];

    public int[] Codes { get; private set; } = [];

    /// <summary>A column with a place for each record.</summary>
    public static CsvField Create(CsvColumn column, int slots, ref int categories)
    {
        var field = new CsvField(column, column.Kind == CsvColumnKind.Category ? categories++ : -1);
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
