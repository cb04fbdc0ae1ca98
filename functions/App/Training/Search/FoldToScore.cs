using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>The input of <see cref="ScoreFold"/>.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Candidate">Which candidate of the definition, from 0.</param>
/// <param name="Round">Which round of its search, from 0.</param>
/// <param name="Fold">Which fold, from 0.</param>
/// <param name="IsLastTry">Whether this is the last try, which takes what a trainer throws as its failure.</param>
public sealed record FoldToScore(RunPlan Plan, int Candidate, int Round, int Fold, bool IsLastTry);
