using System.Text;

namespace MlFunctions.LocalHost.TestApp;

/// <summary>Says in lines what is acknowledged and what functions do; on standard output it outlives the process, which may be killed at any time.</summary>
public sealed class Announcer(Action<string> say)
{
    private readonly Lock _saying = new();

    public static Announcer OnStandardOutput()
    {
        var output = Console.OpenStandardOutput();
        return new Announcer(line =>
        {
            output.Write(Encoding.UTF8.GetBytes(line + "\n"));
            output.Flush();
        });
    }

    public void Say(string line)
    {
        lock (_saying)
        {
            say(line);
        }
    }
}
