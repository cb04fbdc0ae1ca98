using System.Globalization;
using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>
/// The guard against trying a model on rows that it has learned by heart. Rows with equal inputs stay together, whatever their targets, so
/// that the distribution of the target given the inputs is the same everywhere. Where inputs repeat because they take few values, rows
/// with equal inputs are observations of their own, not copies, and are drawn one by one.
/// </summary>
internal sealed class EqualInputs
{
    /// <summary>From this share of rows with twins on, inputs repeat by nature.</summary>
    private const double NearlyAll = 0.9;

    /// <summary>More rows than this with the same inputs, or than this share of the table, are observations of one case and no copies.</summary>
    private const int MostCopies = 4;

    private const double LargestShare = 0.02;

    private readonly int[] _first;
    private readonly int[] _sizes;
    private readonly int _most;

    private EqualInputs(int[] first)
    {
        _first = first;
        _sizes = new int[first.Length];
        foreach (var row in first)
        {
            _sizes[row]++;
        }

        _most = first.Count(kind => _sizes[kind] > 1) >= NearlyAll * first.Length ? 1 : (int)Math.Max(MostCopies, LargestShare * first.Length);
        RepeatedRows = first.Count(kind => _sizes[kind] > _most);
    }

    /// <summary>How many rows have inputs that repeat by nature.</summary>
    public int RepeatedRows { get; }

    /// <summary>For each row the first row that it stays together with: itself where it is drawn alone.</summary>
    public int[] Units => [.. _first.Select((first, row) => IsCopy(row) ? first : row)];

    /// <summary>Compares the rows of a table.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="inputs">The columns that a model takes.</param>
    public static EqualInputs Of(SourceTable table, IEnumerable<string> inputs)
    {
        var known = inputs.Where(name => table.Find(name) is not null).ToList();
        return new EqualInputs(known.Count == 0 ? [.. Enumerable.Range(0, table.Rows)] : DuplicateRows.FirstLike(table.Select(known)));
    }

    /// <summary>Whether a row stays together with those that have its inputs.</summary>
    public bool IsCopy(int row) => _sizes[_first[row]] is > 1 and var size && size <= _most;

    /// <summary>Whether the inputs of a row repeat by nature.</summary>
    public bool Repeats(int row) => _sizes[_first[row]] > Math.Max(1, _most);

    /// <summary>What people should know of rows that may be on both sides; null: there are none.</summary>
    public string? Warning() => RepeatedRows == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{RepeatedRows:N0} of {_first.Length:N0} rows have inputs that many other rows have too, so rows with equal inputs are on both sides of the split; holding them out together would leave inputs that no training row has.");
}
