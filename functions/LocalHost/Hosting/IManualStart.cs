using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>Starts functions of one kind of trigger by hand, for the admin endpoint and tests.</summary>
internal interface IManualStart
{
    bool CanStart(FunctionDescriptor function);

    /// <summary>Has the function run as its trigger would; completes when that is sure, not when it has run.</summary>
    /// <param name="function">The function.</param>
    /// <param name="input">What the trigger is given: a message's body, a blob's path, nothing for a timer.</param>
    /// <exception cref="ArgumentException">It is nothing that the trigger could be given.</exception>
    Task StartAsync(FunctionDescriptor function, string input);
}
