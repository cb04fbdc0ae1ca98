namespace MlFunctions.Events;

/// <summary>Is told of everything that happens to pipelines, after it has happened. The same event may be told more than once, under the same id.</summary>
public interface IPipelineEventHandler
{
    /// <summary>Takes an event. One that is thrown at is told again, a few times, and ends among the dead letters.</summary>
    Task HandleAsync(PipelineEvent happened, CancellationToken cancellationToken);
}
