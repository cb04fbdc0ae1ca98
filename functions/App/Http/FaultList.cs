using System.Collections;

namespace MlFunctions.Http;

/// <summary>What is wrong with something: the first faults one by one, the others as a count, so that answers stay small whatever is sent.</summary>
/// <typeparam name="T">A fault.</typeparam>
public sealed class FaultList<T> : IReadOnlyList<T>
{
    /// <summary>How many faults are named.</summary>
    public const int MostNamed = 100;

    /// <summary>How many more are counted before reading stops.</summary>
    public const int MostCounted = 10_000;

    private readonly List<T> _named = [];

    /// <summary>How many there are beyond those that are named.</summary>
    public int More { get; private set; }

    /// <summary>Whether reading stopped before the end, so that there may be more than are counted.</summary>
    public bool IsCutShort => More >= MostCounted;

    /// <summary>Whether further faults are only counted.</summary>
    public bool IsFull => _named.Count >= MostNamed;

    /// <summary>How many are named.</summary>
    public int Count => _named.Count;

    /// <inheritdoc/>
    public T this[int index] => _named[index];

    /// <summary>Adds a fault.</summary>
    public void Add(T fault)
    {
        if (IsFull)
        {
            AddMore();
        }
        else
        {
            _named.Add(fault);
        }
    }

    /// <summary>Adds faults, and how many more there are where the list has been cut before.</summary>
    public void AddRange(IEnumerable<T> faults)
    {
        foreach (var fault in faults)
        {
            Add(fault);
        }

        More += (faults as FaultList<T>)?.More ?? 0;
    }

    /// <summary>Counts faults that need not be named, because the list is full.</summary>
    public void AddMore(int faults = 1) => More += faults;

    /// <summary>Puts a fault before the others.</summary>
    public void AddFirst(T fault)
    {
        _named.Insert(0, fault);
        if (_named.Count > MostNamed)
        {
            _named.RemoveAt(MostNamed);
            AddMore();
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _named.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
