namespace MlFunctions.Emulator.Benchmarks;

/// <summary>What both endpoints answer with.</summary>
internal sealed class Answers
{
    private readonly string version = "dispatch:3";

    public Answer Of(int id) => new(id, id / 7.0, version);

    internal sealed record Answer(int Id, double Value, string ModelVersion);
}
