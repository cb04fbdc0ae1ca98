using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>A preparation and the rows that it was fitted to.</summary>
/// <param name="Preparation">What prepares any other row.</param>
/// <param name="Training">The training rows, prepared; steps that learn from the target have each row coded by others than itself.</param>
public sealed record PreparationFit(FeaturePreparation Preparation, FeatureTable Training);
