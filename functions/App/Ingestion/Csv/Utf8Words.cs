using System.Diagnostics.CodeAnalysis;

namespace MlFunctions.Ingestion.Csv;

/// <summary>Codes of words by their UTF-8 bytes, in order of first appearance.</summary>
internal sealed class Utf8Words
{
    private readonly Dictionary<byte[], int> _codes;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly List<byte[]> _words = [];

    public Utf8Words()
    {
        _codes = new Dictionary<byte[], int>(Comparer.Instance);
        _lookup = _codes.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public IReadOnlyList<byte[]> Words => _words;

    public bool TryFind(ReadOnlySpan<byte> word, out int code) => _lookup.TryGetValue(word, out code);

    /// <summary>Adds a word that is not there yet and gives its code.</summary>
    public int Add(byte[] word)
    {
        var code = _words.Count;
        _codes.Add(word, code);
        _words.Add(word);
        return code;
    }

    /// <summary>Lets another word, unless it has a code of its own, have the code of one that is there.</summary>
    public void AddAlias(byte[] alias, byte[] word) => _codes.TryAdd(alias, _codes[word]);

    private sealed class Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        /// <summary>Seeded by process, so that no file can be made whose words all collide.</summary>
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
