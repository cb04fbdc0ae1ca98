using System.Diagnostics.CodeAnalysis;
using DurableTask.Core;
using Microsoft.DurableTask;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>A failure from history as the exception that orchestrators catch, made as the worker makes it: around one of the durable framework's own.</summary>
internal static class Failures
{
    public static TaskFailedException ToException(string name, int stepId, TaskFailureDetails failure) => new(
        name,
        stepId,
        new DurableTask.Core.Exceptions.TaskFailedException(stepId, stepId, name, version: null, failure.ErrorMessage, cause: null) { FailureDetails = Inside(failure) });

    [return: NotNullIfNotNull(nameof(failure))]
    private static FailureDetails? Inside(TaskFailureDetails? failure) => failure is null
        ? null
        : new FailureDetails(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, Inside(failure.InnerFailure), isNonRetriable: false, failure.Properties);
}
