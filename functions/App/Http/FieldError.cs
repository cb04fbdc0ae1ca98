namespace MlFunctions.Http;

/// <summary>One wrong field of a request. Both texts may quote what was sent, so both are cut and made safe to show.</summary>
public sealed record FieldError
{
    private const int LongestField = 200;
    private const int LongestFault = 1000;

    /// <summary>A wrong field.</summary>
    /// <param name="field">Where: a name, <c>[row].name</c>, or a JSON path.</param>
    /// <param name="fault">What is wrong and what would be right.</param>
    public FieldError(string field, string fault)
    {
        Field = VisibleText.Cut(field, LongestField);
        Fault = VisibleText.Cut(fault, LongestFault);
    }

    /// <summary>Where.</summary>
    public string Field { get; }

    /// <summary>What is wrong and what would be right.</summary>
    public string Fault { get; }
}
