namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>What both endpoints answer with.</summary>
internal sealed class Answers
{
    private readonly string _version = "dispatch:3";

    public Answer Of(int id) => new(id, id / 7.0, _version);

    internal sealed record Answer(int Id, double Value, string ModelVersion);
}
