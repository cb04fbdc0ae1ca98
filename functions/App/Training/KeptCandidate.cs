namespace MlFunctions.Training;

/// <summary>A trained candidate of a run, whether it won or not, as it is kept.</summary>
/// <param name="Index">Which candidate of the run's definition, from 0.</param>
/// <param name="Manifest">What it was made from and how, and the hashes of its parts.</param>
/// <param name="Package">Where its package is, model and all.</param>
public sealed record KeptCandidate(int Index, ModelManifest Manifest, string Package);
