namespace MlFunctions.Monitoring;

/// <summary>What one version did.</summary>
/// <param name="Model">The version, e.g. <c>dispatch:3</c>.</param>
/// <param name="Trainer">The trainer's name.</param>
/// <param name="Deployed">When it was deployed.</param>
/// <param name="Champion">When it was the champion, oldest first.</param>
/// <param name="Served">What it answered; null: nothing yet.</param>
/// <param name="Features">Each feature as served against training; those that training says nothing of are left out.</param>
/// <param name="Targets">Each target as predicted against observed.</param>
/// <param name="Outcomes">How right it was; null: nothing is known of that yet.</param>
public sealed record VersionView(
    string Model,
    string Trainer,
    DateTimeOffset Deployed,
    IReadOnlyList<PeriodView> Champion,
    ServedView? Served,
    IReadOnlyList<FeatureView> Features,
    IReadOnlyList<TargetView> Targets,
    OutcomesView? Outcomes);
