using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>Rows compared with a holdout that was set apart from other rows.</summary>
/// <param name="IsCopy">For each row whether it is a copy of a row of the holdout, in every input: it must not be learned from.</param>
/// <param name="Repeated">How many rows have the inputs of a row of the holdout, but are no copies: those inputs repeat by nature.</param>
internal sealed record SeenRows(bool[] IsCopy, int Repeated)
{
    /// <summary>Compares rows with a holdout.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="holdout">The holdout, with the same columns.</param>
    /// <param name="inputs">What rows are compared by.</param>
    public static SeenRows Of(SourceTable rows, SourceTable holdout, IReadOnlyList<string> inputs)
    {
        var like = DuplicateRows.FirstLike(holdout.Select(inputs).Append(rows.Select(inputs)));

        // Whether inputs repeat by nature is what the rows of each side say by themselves.
        var (among, within) = (EqualInputs.Of(rows, inputs), EqualInputs.Of(holdout, inputs));
        var isCopy = new bool[rows.Rows];
        var repeated = 0;
        for (var row = 0; row < isCopy.Length; row++)
        {
            if (like[holdout.Rows + row] is var first && first < holdout.Rows)
            {
                isCopy[row] = !among.Repeats(row) && !within.Repeats(first);
                repeated += isCopy[row] ? 0 : 1;
            }
        }

        return new SeenRows(isCopy, repeated);
    }
}
