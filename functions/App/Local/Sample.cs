namespace MlFunctions.Local;

/// <summary>A pipeline to start from, as a folder: its definition, its data, and a request to try.</summary>
/// <param name="Name">The folder's name, which is the pipeline's.</param>
/// <param name="Definition">The file with the definition.</param>
/// <param name="Data">The CSV files to train from.</param>
/// <param name="Request">A row to predict, as JSON.</param>
internal sealed record Sample(string Name, FileInfo Definition, IReadOnlyList<FileInfo> Data, string Request);
