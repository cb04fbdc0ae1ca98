namespace MlFunctions.Deployment;

/// <summary>A version that answers some requests in the champion's place, to be compared with it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Percent">How many of a hundred requests, 0 to 100; fractions down to a hundredth count.</param>
public sealed record Canary(int Version, double Percent);
