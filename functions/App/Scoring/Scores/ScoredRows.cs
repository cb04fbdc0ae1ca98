namespace MlFunctions.Scoring;

/// <summary>The rows of one request and what a model made of them. Immutable.</summary>
public sealed record ScoredRows
{
    /// <summary>The model.</summary>
    public required ServedModel Model { get; init; }

    /// <summary>Why it was this one.</summary>
    public required ScoreRole Role { get; init; }

    /// <summary>The rows, as inputs of the model.</summary>
    public required PredictionRequest Request { get; init; }

    /// <summary>Rows × outputs of the model, row by row.</summary>
    public required double[] Outputs { get; init; }

    /// <summary>When the rows were scored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long scoring took; zero where the answer was kept from an equal request.</summary>
    public required TimeSpan Duration { get; init; }
}
