using System.Collections.Concurrent;

namespace MlFunctions.LocalHost.Tests.Testing;

/// <summary>What functions under test have done, in order.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> _entries = new();

    public IReadOnlyList<string> Entries => [.. _entries];

    public void Add(string entry) => _entries.Enqueue(entry);
}
