namespace MlFunctions.Http;

/// <summary>A result that knows its length, so that a short one need not be compressed.</summary>
internal interface IResultOfKnownLength
{
    /// <summary>Bytes of the body.</summary>
    int Length { get; }
}
