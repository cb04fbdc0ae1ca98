namespace MlFunctions.LocalHost.Hosting;

/// <summary>Ends the process with one line and an exit code; what a method returns is thrown so that the compiler knows it never returns.</summary>
internal static class HostExit
{
    private const int Success = 0;
    private const int StartFailure = 1;
    private const int UsageFailure = 2;
    private const int Fault = 3;

    public static Exception Help(string text)
    {
        Console.Out.Write(text);
        return Exit(Success);
    }

    public static Exception Usage(string message)
    {
        Console.Error.WriteLine(message + " See --help.");
        return Exit(UsageFailure);
    }

    public static Exception CannotStart(string message)
    {
        Console.Error.WriteLine(message.ReplaceLineEndings(" "));
        return Exit(StartFailure);
    }

    /// <summary>The fault has been told already.</summary>
    public static Exception AfterFault() => Exit(Fault);

    /// <summary>The process is to end with the exit code of a fault once the app's entry point returns.</summary>
    public static void EndWithFault() => Environment.ExitCode = Fault;

    private static InvalidOperationException Exit(int code)
    {
        Environment.Exit(code);
        return new InvalidOperationException("The process has ended.");
    }
}
