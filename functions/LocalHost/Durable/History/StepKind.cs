namespace MlFunctions.LocalHost.Durable.History;

/// <summary>What a step of an orchestrator is.</summary>
internal enum StepKind
{
    Activity,
    Timer,
    SubOrchestration,
    Event,
}
