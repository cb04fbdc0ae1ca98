namespace MlFunctions.Monitoring;

/// <summary>A time.</summary>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when; null: it goes on.</param>
public sealed record PeriodView(DateTimeOffset From, DateTimeOffset? Until);
