using System.Globalization;
using MlFunctions.LocalHost.CrashApp;

namespace MlFunctions.LocalHost.Tests.Hosting;

/// <summary>What the test app has said over all its lives: what was acknowledged, what its functions did, when its timer ran.</summary>
internal sealed class WorkloadRecord
{
    private readonly Lock _adding = new();
    private readonly List<string> _deeds = [];
    private readonly List<TimerTick> _ticks = [];
    private int _life;

    /// <summary>Orders, news and blobs that were acknowledged: <c>order 3-0</c>.</summary>
    public HashSet<string> Sent { get; } = new(StringComparer.Ordinal);

    /// <summary>The instances whose start was acknowledged.</summary>
    public HashSet<string> Started { get; } = new(StringComparer.Ordinal);

    /// <summary>The events whose sending was acknowledged: <c>Events-3-0 2</c>.</summary>
    public HashSet<string> Raised { get; } = new(StringComparer.Ordinal);

    /// <summary>What functions did, each time they did it: <c>order 3-0</c>.</summary>
    public IReadOnlyList<string> Deeds
    {
        get
        {
            lock (_adding)
            {
                return [.. _deeds];
            }
        }
    }

    /// <summary>The timer's runs, in order.</summary>
    public IReadOnlyList<TimerTick> Ticks
    {
        get
        {
            lock (_adding)
            {
                return [.. _ticks];
            }
        }
    }

    /// <summary>What must have been done for all that was acknowledged.</summary>
    public IEnumerable<string> Expected => Sent.Select(sent => sent.Split(' ')).SelectMany<string[], string>(sent => sent switch
    {
        ["order", var id] => [$"order {id}", $"left {id}", $"right {id}"],
        ["news", var id] => [$"left {id}", $"right {id}"],
        [_, var id] => [$"copy {id}"],
        _ => throw new FormatException($"'{string.Join(' ', sent)}' is nothing that was sent."),
    });

    /// <summary>How many deliveries of each kind came again.</summary>
    public string Redeliveries => string.Join(", ", Deeds.GroupBy(deed => deed.Split(' ')[0], StringComparer.Ordinal)
        .OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Count() - kind.Distinct(StringComparer.Ordinal).Count()} of {kind.Count()}")));

    /// <summary>A life has ended: what it said, and nothing it says later.</summary>
    public void AddLife(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Add(line);
        }

        _life++;
    }

    public void Add(string line)
    {
        lock (_adding)
        {
            switch (line.Split(' ', 2))
            {
                case ["sent", var sent]:
                    Sent.Add(sent);
                    break;
                case ["started", var id]:
                    Started.Add(id);
                    break;
                case ["raised", var sent]:
                    Raised.Add(sent);
                    break;
                case ["did", var deed]:
                    _deeds.Add(deed);
                    break;
                case ["tick", var tick]:
                    _ticks.Add(TimerTick.Parse(tick, _life));
                    break;
            }
        }
    }

    /// <summary>The events that must still be sent to an instance: those not acknowledged. If an acknowledged one was lost, the instance does not end.</summary>
    public IEnumerable<int> MissingEvents(string instanceId) =>
        Enumerable.Range(0, Workloads.EventCount).Where(number => !Raised.Contains($"{instanceId} {number}"));
}
