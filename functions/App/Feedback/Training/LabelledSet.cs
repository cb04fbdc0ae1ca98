namespace MlFunctions.Feedback;

/// <summary>Corrected rows as a run found them.</summary>
/// <param name="Id">Names them by their content.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Waiting">How many wait for corrections of other classes, where classes are to be balanced.</param>
public sealed record LabelledSet(string Id, int Rows, int Waiting);
