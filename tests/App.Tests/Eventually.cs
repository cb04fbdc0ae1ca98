namespace MlFunctions.Tests;

/// <summary>Waits for a condition that something else brings about; one that never comes fails the test instead of hanging it.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="ask">Gives the answer, or null while there is none.</param>
    /// <param name="what">What is waited for, for the failure.</param>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask, string what)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Limit);
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            Assert.False(deadline.IsCancellationRequested, $"Waited {Limit.TotalSeconds} s in vain for {what}.");
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asks until the answer is yes.</summary>
    /// <param name="ask">Whether it has come about.</param>
    /// <param name="what">What is waited for, for the failure.</param>
    public static Task TrueAsync(Func<Task<bool>> ask, string what) => GetAsync(async () => await ask() ? (object)true : null, what);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string)"/>
    public static Task TrueAsync(Func<bool> ask, string what) => TrueAsync(() => Task.FromResult(ask()), what);
}
