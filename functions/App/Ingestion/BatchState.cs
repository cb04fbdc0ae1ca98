namespace MlFunctions.Ingestion;

/// <summary>Whether runs may work from a batch.</summary>
public enum BatchState
{
    /// <summary>They may, as far as is known.</summary>
    Usable,

    /// <summary>Its file does not fit the definition. Where the definition changes, it is looked at again.</summary>
    Refused,

    /// <summary>Its file was written over.</summary>
    Superseded,

    /// <summary>Somebody had its file removed.</summary>
    Deleted,
}
