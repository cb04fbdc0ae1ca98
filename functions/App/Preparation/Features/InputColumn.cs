using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>A column of a table, seen as a feature.</summary>
public abstract record InputColumn
{
    /// <summary>Copies rows from <paramref name="start"/> on to a place of a block.</summary>
    public abstract void CopyTo(int start, RowBlock rows, int place);

    /// <summary>A number feature.</summary>
    internal sealed record Number(float[] Values) : InputColumn
    {
        public override void CopyTo(int start, RowBlock rows, int place) => Values.AsSpan(start, rows.Rows).CopyTo(rows[place]);
    }

    /// <summary>A category feature: for each of the table's codes the feature's code, NaN where it has none.</summary>
    internal sealed record Category(int[] Codes, float[] Meanings) : InputColumn
    {
        public override void CopyTo(int start, RowBlock rows, int place)
        {
            var values = rows[place];
            for (var r = 0; r < values.Length; r++)
            {
                var code = Codes[start + r];
                values[r] = code == CategoryColumn.Missing ? float.NaN : Meanings[code];
            }
        }
    }

    /// <summary>A text feature.</summary>
    internal sealed record Text(CategoryColumn Words) : InputColumn
    {
        public override void CopyTo(int start, RowBlock rows, int place)
        {
            var texts = rows.Texts(place);
            for (var r = 0; r < texts.Length; r++)
            {
                texts[r] = Words.Word(start + r);
            }
        }
    }

    /// <summary>A feature that is a date or a time.</summary>
    internal sealed record Time(double[] Seconds) : InputColumn
    {
        public override void CopyTo(int start, RowBlock rows, int place) => Seconds.AsSpan(start, rows.Rows).CopyTo(rows.Instants(place));
    }
}
