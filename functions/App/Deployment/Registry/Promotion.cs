using MlFunctions.Events;

namespace MlFunctions.Deployment;

/// <summary>One change of who sees requests.</summary>
/// <param name="Version">The champion from then on.</param>
/// <param name="From">The champion before; null: none.</param>
/// <param name="At">When.</param>
/// <param name="By">Who or what asked.</param>
/// <param name="Why">The reason that was given; null: none.</param>
/// <param name="Canary">The canary from then on; null: none.</param>
/// <param name="Shadows">The shadows from then on; null: none.</param>
public sealed record Promotion(int Version, int? From, DateTimeOffset At, string By, string? Why = null, Canary? Canary = null, IReadOnlyList<int>? Shadows = null)
{
    /// <summary>What is published of it; null: its run publishes it.</summary>
    public PipelineEventType? Event { get; init; }
}
