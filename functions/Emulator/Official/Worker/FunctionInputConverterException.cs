namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter could not be filled.</summary>
public class FunctionInputConverterException : FunctionWorkerException
{
    /// <summary>Says which parameter and why.</summary>
    /// <param name="message">What was wrong.</param>
    public FunctionInputConverterException(string message)
        : base(message)
    {
    }

    /// <summary>Says which parameter and why.</summary>
    /// <param name="message">What was wrong.</param>
    /// <param name="innerException">Why.</param>
    public FunctionInputConverterException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
