namespace MlFunctions.Scoring;

/// <summary>When work that nobody waits for has its turns.</summary>
internal static class Turns
{
    private const int MostOften = 8;

    /// <summary>
    /// Lets those go first who wait for a thread, several times while there is little to do: what comes meanwhile is then done together, which is
    /// cheaper. Where nobody waits, this takes no time.
    /// </summary>
    /// <param name="isLittle">Whether there is little to do.</param>
    public static async ValueTask GiveWayAsync(Func<bool> isLittle)
    {
        for (var times = 0; times < MostOften && (times == 0 || isLittle()); times++)
        {
            await Task.Yield();
        }
    }
}
