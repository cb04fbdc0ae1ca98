namespace MlFunctions.Scoring;

/// <summary>How a request gives its rows; the answer has the same shape.</summary>
public enum RequestShape
{
    /// <summary>One row as an object.</summary>
    Row,

    /// <summary>Rows as an array of objects.</summary>
    Rows,

    /// <summary><c>{"features": [[…]]}</c>: rows as arrays of values in the order of the definition.</summary>
    Arrays,
}
