namespace MlFunctions.Ingestion;

/// <summary>One typed column of a <see cref="SourceTable"/>.</summary>
/// <param name="Name">The column's name in the source.</param>
public abstract record SourceColumn(string Name)
{
    /// <summary>How many values it holds.</summary>
    public abstract int Rows { get; }

    /// <summary>Whether the value of a row is missing.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>The numbers that are not missing, in a new array.</summary>
    /// <exception cref="NotSupportedException">The column holds words.</exception>
    public virtual double[] Present() => throw new NotSupportedException($"Column '{Name}' is a {GetType().Name}.");
}
