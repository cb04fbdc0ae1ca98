using System.Numerics;

namespace MlFunctions.Learning;

/// <summary>
/// Random numbers that are the same for a seed on every machine and for ever: xoshiro256**, seeded by SplitMix64
/// (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018).
/// </summary>
public sealed class SeededRandom
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>The numbers of a seed. Each <paramref name="stream"/> of one seed is independent of the others: give one to each tree or fold, and the order in which they run does not matter.</summary>
    public SeededRandom(ulong seed, ulong stream = 0)
    {
        var state = Mix(seed) ^ Mix(stream + 0x632BE59BD9B4E019);
        _s0 = Mix(state += 0x9E3779B97F4A7C15);
        _s1 = Mix(state += 0x9E3779B97F4A7C15);
        _s2 = Mix(state += 0x9E3779B97F4A7C15);
        _s3 = Mix(state + 0x9E3779B97F4A7C15);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number from 0, included, to 1, excluded.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1.</summary>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)Math.BigMul(NextUInt64(), (ulong)count, out _);
    }

    /// <summary>A number of the normal distribution with mean 0 and standard deviation 1 (Box and Muller, 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Puts the items into a random order, each order as likely as any other (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
