namespace MlFunctions.Ingestion;

/// <summary>One typed column of a <see cref="SourceTable"/>.</summary>
/// <param name="Name">The column's name in the source.</param>
internal abstract record SourceColumn(string Name)
{
    /// <summary>How many values it holds.</summary>
    public abstract int Rows { get; }

    /// <summary>Whether the value of a row is missing.</summary>
    public abstract bool IsMissing(int row);
}
