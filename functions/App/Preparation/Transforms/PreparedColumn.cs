using System.Text.Json.Serialization;
using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>A column of the prepared table.</summary>
/// <param name="Place">Where rows hold it, see <see cref="RowBlock"/>.</param>
/// <param name="Column">What it holds.</param>
public sealed record PreparedColumn(int Place, FeatureColumn Column)
{
    /// <summary>While fitting: what each category code means.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Words { get; init; } = [];
}
