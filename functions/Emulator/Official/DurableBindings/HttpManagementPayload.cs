namespace Microsoft.Azure.Functions.Worker;

/// <summary>The URLs that an instance is asked after and steered with.</summary>
public class HttpManagementPayload
{
    /// <summary>The instance.</summary>
    public string? Id { get; internal set; }

    /// <summary>Asks for the status (GET).</summary>
    public string? StatusQueryGetUri { get; internal set; }

    /// <summary>Sends an event (POST); <c>{eventName}</c> is to be replaced.</summary>
    public string? SendEventPostUri { get; internal set; }

    /// <summary>Terminates (POST); <c>{text}</c> is to be replaced by the reason.</summary>
    public string? TerminatePostUri { get; internal set; }

    /// <summary>Rewinds (POST); answered with 501 here.</summary>
    public string? RewindPostUri { get; internal set; }

    /// <summary>Purges (DELETE).</summary>
    public string? PurgeHistoryDeleteUri { get; internal set; }

    /// <summary>Runs it again (POST).</summary>
    public string? RestartPostUri { get; internal set; }

    /// <summary>Suspends (POST); <c>{text}</c> is to be replaced by the reason.</summary>
    public string? SuspendPostUri { get; internal set; }

    /// <summary>Resumes (POST); <c>{text}</c> is to be replaced by the reason.</summary>
    public string? ResumePostUri { get; internal set; }
}
