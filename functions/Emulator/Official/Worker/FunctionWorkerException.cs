namespace Microsoft.Azure.Functions.Worker;

/// <summary>A fault of the programming model rather than of a function's own code.</summary>
public class FunctionWorkerException : Exception
{
    /// <summary>Says what was wrong.</summary>
    /// <param name="message">What was wrong.</param>
    public FunctionWorkerException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was wrong, and why.</summary>
    /// <param name="message">What was wrong.</param>
    /// <param name="innerException">Why.</param>
    public FunctionWorkerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
