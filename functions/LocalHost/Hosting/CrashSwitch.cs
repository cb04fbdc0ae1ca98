namespace MlFunctions.LocalHost.Hosting;

/// <summary>Whether a test has let the host crash; what is still under way then must leave no trace.</summary>
internal sealed class CrashSwitch
{
    private volatile bool _crashed;

    public bool HasCrashed => _crashed;

    public void Crash() => _crashed = true;
}
