using System.Text.Json.Nodes;

namespace MlFunctions.Preparation;

/// <summary>A step of a preparation as a pipeline's definition names it.</summary>
/// <param name="Name">The name in <see cref="TransformCatalog"/>.</param>
/// <param name="Columns">The columns that it takes; empty: all that it can take.</param>
/// <param name="Settings">What else it can be told.</param>
public sealed record TransformDefinition(string Name, IReadOnlyList<string> Columns, JsonObject Settings);
