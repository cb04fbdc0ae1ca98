using MlFunctions.Emulator.Functions;

namespace MlFunctions.Emulator.Hosting;

/// <summary>Starts functions of one kind of trigger by hand, for the admin endpoint and tests.</summary>
internal interface IManualStart
{
    bool CanStart(FunctionDescriptor function);

    /// <summary>Runs the function as its trigger would.</summary>
    /// <param name="function">The function.</param>
    /// <param name="input">What the trigger is given: a blob's path, a message's body; nothing for a timer.</param>
    /// <param name="cancellationToken">The host stops.</param>
    /// <exception cref="ArgumentException">The input is not what the trigger takes.</exception>
    Task StartAsync(FunctionDescriptor function, string input, CancellationToken cancellationToken);
}
