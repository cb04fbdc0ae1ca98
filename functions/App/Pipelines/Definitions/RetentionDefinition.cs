namespace MlFunctions.Pipelines;

/// <summary>For how many days what is dated is kept; what is not named is kept for ever.</summary>
/// <param name="Scores">Scores of batches and of single predictions.</param>
/// <param name="Records">Records that were streamed in.</param>
/// <param name="Audit">Events and entries of the audit.</param>
public sealed record RetentionDefinition(int? Scores = null, int? Records = null, int? Audit = null)
{
    private const int MostDays = 36_500;

    /// <summary>Reads the <c>retention</c> of a definition.</summary>
    public static RetentionDefinition Read(JsonObjectReader reader)
    {
        var retention = new RetentionDefinition(Days("scores"), Days("records"), Days("audit"));
        reader.End();
        return retention;

        int? Days(string member) => (int?)reader.Number(member, minimum: 1, maximum: MostDays, whole: true);
    }
}
