namespace MlFunctions.Learning;

/// <summary>How good it is to divide the rows of a node in two, and what a leaf of them predicts.</summary>
internal abstract class SplitCriterion(TreeTargets targets)
{
    protected TreeTargets Targets { get; } = targets;

    /// <summary>Scores every division of <paramref name="rows"/> into a first and a last part.</summary>
    /// <param name="rows">All rows of the node, in the order in which they would be divided.</param>
    /// <param name="scores">Receives at i the score of dividing after row i, for all but the last row; higher is better, and only scores of one node compare.</param>
    public abstract void Score(ReadOnlySpan<int> rows, Span<double> scores);

    /// <summary>What a leaf of these rows predicts.</summary>
    public abstract void Leaf(ReadOnlySpan<int> rows, Span<double> values);

    /// <summary>Is told that the next calls are about the rows from <paramref name="start"/> to <paramref name="end"/> of the grower's arrays.</summary>
    public virtual void Enter(int start, int end)
    {
    }

    /// <summary>Is told which rows of the node that was entered last go left.</summary>
    public virtual void Divide(bool[] goesLeft)
    {
    }
}
