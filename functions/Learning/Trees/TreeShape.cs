namespace MlFunctions.Learning;

/// <summary>How far a tree may grow.</summary>
/// <param name="MaxDepth">The largest number of questions from the root to a leaf.</param>
/// <param name="MinSamplesSplit">A node with fewer rows is not split.</param>
/// <param name="MinSamplesLeaf">No split leaves a side with fewer rows.</param>
/// <param name="MaxFeatures">How many features, drawn at random, a node may choose from.</param>
internal sealed record TreeShape(int MaxDepth, int MinSamplesSplit, int MinSamplesLeaf, int MaxFeatures);
