namespace MlFunctions.Pipelines;

/// <summary>
/// A second kind of file that a pipeline learns from: <c>{name}.csv</c>, or any whose name starts with <c>{name}-</c>, <c>{name}_</c> or
/// <c>{name}.</c>. Its newest file is joined to the rows of the pipeline's other files.
/// </summary>
/// <param name="Name">What names of its files start with.</param>
/// <param name="Key">The column of words that both have: one row a word in files of this source, any number in the others.</param>
public sealed record SourceDefinition(string Name, string Key)
{
    /// <summary>Whether a file is one of this source.</summary>
    public bool Has(string file) =>
        file.StartsWith(Name, StringComparison.OrdinalIgnoreCase) && (file.Length == Name.Length || file[Name.Length] is '.' or '-' or '_');
}
