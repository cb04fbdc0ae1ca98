namespace MlFunctions.Emulator.Tests.Testing;

/// <summary>Waits for a condition that another thread brings about; a test's time limit is what ends a wait in vain.</summary>
internal static class Eventually
{
    public static async Task<T> Is<T>(Func<T> read, Predicate<T> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var value = read();
            if (condition(value))
            {
                return value;
            }

            Assert.False(limit.IsCancellationRequested, $"Waited in vain; the last value was {value}.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public static Task Holds(Func<bool> condition) => Is(condition, holds => holds);
}
