namespace MlFunctions.Ingestion;

/// <summary>Typed columns as they came from a source: nothing filled in, nothing scaled.</summary>
public sealed class SourceTable
{
    private readonly Dictionary<string, SourceColumn> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes over the columns.</summary>
    /// <exception cref="ArgumentException">Two columns share a name or differ in length.</exception>
    public SourceTable(IReadOnlyList<SourceColumn> columns)
    {
        foreach (var column in columns)
        {
            if (!_byName.TryAdd(column.Name, column))
            {
                throw new ArgumentException($"Two columns are named '{column.Name}'.", nameof(columns));
            }

            if (column.Rows != columns[0].Rows)
            {
                throw new ArgumentException($"Column '{column.Name}' has {column.Rows} rows where '{columns[0].Name}' has {columns[0].Rows}.", nameof(columns));
            }
        }

        Columns = columns;
    }

    /// <summary>The columns, in the order of the schema that they were read by.</summary>
    public IReadOnlyList<SourceColumn> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => Columns.Count == 0 ? 0 : Columns[0].Rows;

    /// <summary>The column of that name, or null.</summary>
    public SourceColumn? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The column of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those that there are.</exception>
    public SourceColumn Get(string name) => Find(name)
        ?? throw new KeyNotFoundException($"There is no column '{name}'; there are {string.Join(", ", _byName.Keys)}.");

    /// <summary>A new table of the given rows, in the given order.</summary>
    public SourceTable Take(ReadOnlySpan<int> rows)
    {
        var taken = new SourceColumn[Columns.Count];
        for (var c = 0; c < taken.Length; c++)
        {
            taken[c] = Columns[c] switch
            {
                NumberColumn number => number with { Values = Gather(number.Values, rows) },
                PreciseColumn precise => precise with { Values = Gather(precise.Values, rows) },
                CategoryColumn category => category with { Codes = Gather(category.Codes, rows) },
                var other => throw new NotSupportedException($"Column '{other.Name}' is a {other.GetType().Name}."),
            };
        }

        return new SourceTable(taken);
    }

    /// <summary>A table of the columns of those names, in that order.</summary>
    /// <exception cref="KeyNotFoundException">There is none of a name.</exception>
    public SourceTable Select(IEnumerable<string> names) => new([.. names.Select(Get)]);

    /// <summary>A new table of these rows and then those of another.</summary>
    /// <param name="other">A table with columns of the same names, kinds and order.</param>
    /// <exception cref="ArgumentException">Its columns are others.</exception>
    public SourceTable Append(SourceTable other)
    {
        var joined = new SourceColumn[Columns.Count];
        for (var c = 0; c < joined.Length; c++)
        {
            joined[c] = (Columns[c], other.Columns[c]) switch
            {
                (NumberColumn first, NumberColumn second) => first with { Values = [.. first.Values, .. second.Values] },
                (PreciseColumn first, PreciseColumn second) => first with { Values = [.. first.Values, .. second.Values] },
                (PreciseColumn first, NumberColumn second) => first with { Values = [.. first.Values, .. second.Values.Select(value => (double)value)] },
                (NumberColumn first, PreciseColumn second) => second with { Values = [.. first.Values.Select(value => (double)value), .. second.Values] },
                (CategoryColumn first, CategoryColumn second) => first.Append(second),
                var (first, second) => throw new ArgumentException($"Column {c} is {first.Name}, a {first.GetType().Name}, here and {second.Name}, a {second.GetType().Name}, there.", nameof(other)),
            };
        }

        return new SourceTable(joined);
    }

    private static T[] Gather<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = values[rows[i]];
        }

        return taken;
    }
}
