using Microsoft.AspNetCore.Connections;

namespace MlFunctions.LocalHost.Http;

/// <summary>How many connections clients have open.</summary>
internal sealed class OpenConnections
{
    private int _count;

    /// <summary>So many at this moment.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts the connections that go through it.</summary>
    public ConnectionDelegate Counting(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _count);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    };
}
