namespace MlFunctions.Learning;

/// <summary>
/// How many threads work may use: a number, or one that changes while the work goes on, as other work on the same cores comes and goes.
/// Long work asks again from time to time; what it gives does not depend on the answer.
/// </summary>
/// <param name="now">Asked for the number of this moment, from any thread; less than 1 counts as 1.</param>
public sealed class ThreadShare(Func<int> now)
{
    /// <summary>As many as are given at this moment, at least 1.</summary>
    public int Now => Math.Max(1, now());

    /// <summary>Always the same number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static implicit operator ThreadShare(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new(() => threads);
    }

    /// <summary>As many as are given at this moment.</summary>
    public static implicit operator int(ThreadShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return share.Now;
    }

    /// <summary>The share of each of so many pieces of work that go on at once.</summary>
    public ThreadShare Among(int pieces) => new(() => Now / Math.Max(1, pieces));
}
