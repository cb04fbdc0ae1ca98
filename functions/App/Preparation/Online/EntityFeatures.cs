namespace MlFunctions.Preparation;

/// <summary>What is known of one entity from some moment on.</summary>
/// <param name="Entity">Its name: a word of the entity column.</param>
/// <param name="At">The moment.</param>
/// <param name="Values">By feature: its value, as <see cref="FeatureText"/> writes it. What is not among them is as it was.</param>
public sealed record EntityFeatures(string Entity, DateTimeOffset At, IReadOnlyDictionary<string, string> Values);
