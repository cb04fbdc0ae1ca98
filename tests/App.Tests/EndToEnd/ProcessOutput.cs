using System.Diagnostics;
using System.Threading.Channels;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>The lines that a process prints, as they come.</summary>
internal sealed class ProcessOutput
{
    private readonly List<string> _lines = [];
    private readonly Channel<string?> _printed = Channel.CreateUnbounded<string?>();
    private volatile bool _hasEnded;

    private ProcessOutput()
    {
    }

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Reads what a process prints, until it ends.</summary>
    public static ProcessOutput Of(Process process)
    {
        var output = new ProcessOutput();
        process.OutputDataReceived += output.Keep;
        process.ErrorDataReceived += output.Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return output;
    }

    /// <summary>Waits until the lines are as asked, or the process has ended. One caller at a time.</summary>
    public async Task WaitAsync(Predicate<IReadOnlyList<string>> areAsAsked, CancellationToken cancellationToken)
    {
        while (!_hasEnded && !areAsAsked(Lines))
        {
            await _printed.Reader.ReadAsync(cancellationToken);
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_lines)
        {
            if (line.Data is { } text)
            {
                _lines.Add(text);
            }
            else
            {
                _hasEnded = true;
            }
        }

        _printed.Writer.TryWrite(line.Data);
    }
}
