using System.Collections.Concurrent;

namespace MlFunctions.Emulator.Tests.Testing;

/// <summary>What functions under test have done, in order.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> entries = new();

    public IReadOnlyList<string> Entries => [.. entries];

    public void Add(string entry) => entries.Enqueue(entry);
}
