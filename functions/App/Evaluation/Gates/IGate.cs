namespace MlFunctions.Evaluation;

/// <summary>
/// A gate of one's own: asks more of candidates than definitions can say. It is asked about every candidate of every pipeline,
/// and finds nothing in those that are not its concern. Stateless; the same candidate gives the same results.
/// </summary>
public interface IGate
{
    /// <summary>Holds a candidate against the gate.</summary>
    /// <returns>What it found; nothing where the candidate is not its concern.</returns>
    IEnumerable<GateResult> Judge(GatedCandidate candidate);
}
