using Microsoft.AspNetCore.Connections;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>Says in one line why the host could not start, for what a user can put right.</summary>
internal static class StartupFailure
{
    /// <summary>The line, or null when the fault is the program's and its stack trace is wanted.</summary>
    public static string? Describe(Exception exception, LocalHostOptions? options) => exception switch
    {
        StartupException or FunctionWorkerException or StateException => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"Port {options!.Port} of {options!.Address} is taken by another process; stop it or choose another with --port N.",
        UnauthorizedAccessException => $"No permission to write to {options!.StateDirectory}: {exception.Message}",
        _ => null,
    };
}
