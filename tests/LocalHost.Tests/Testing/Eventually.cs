namespace MlFunctions.LocalHost.Tests.Testing;

/// <summary>Waits for a condition that another thread brings about; one that does not come within 20 seconds fails the test.</summary>
internal static class Eventually
{
    public static Task<T> Is<T>(Func<T> read, Predicate<T> condition) => Is(() => Task.FromResult(read()), condition);

    public static async Task<T> Is<T>(Func<Task<T>> read, Predicate<T> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var value = await read();
            if (condition(value))
            {
                return value;
            }

            Assert.False(limit.IsCancellationRequested, $"Waited in vain; the last value was {value}.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public static Task Holds(Func<bool> condition) => Is(condition, holds => holds);

    public static Task Holds(Func<Task<bool>> condition) => Is(condition, holds => holds);
}
