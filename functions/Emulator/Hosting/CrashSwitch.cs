namespace MlFunctions.Emulator.Hosting;

/// <summary>Whether a test has let the host crash; what is still under way then must leave no trace.</summary>
internal sealed class CrashSwitch
{
    private volatile bool crashed;

    public bool HasCrashed => crashed;

    public void Crash() => crashed = true;
}
