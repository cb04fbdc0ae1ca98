namespace Microsoft.DurableTask;

/// <summary>How an orchestration continues as new.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the next generation.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether external events that nobody has waited for yet go over to the next generation; true by default.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the next generation; null keeps the present one.</summary>
    public string? NewVersion { get; set; }
}
