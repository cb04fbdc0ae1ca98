using Microsoft.AspNetCore.Http;
using MlFunctions.Http;

namespace MlFunctions.Events;

/// <summary>How many event streams are open: each holds a connection for as long as its client likes, so that they have a limit of their own, as a whole and for each key.</summary>
public sealed class EventStreamSlots(AppLimits limits)
{
    private static readonly TimeSpan ComeAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private int _open;

    /// <summary>The stream, which takes a place when it begins and gives it back when it ends; 429 where there is none.</summary>
    public IResult Limited(IResult stream) => new LimitedStream(this, stream);

    private IResult? Take(string key)
    {
        lock (_gate)
        {
            var ofKey = _byKey.GetValueOrDefault(key);
            if (_open >= limits.Of(Limit.EventStreams))
            {
                return Problems.TooMany($"{_open:N0} event streams are open, as many as may be ({Limit.EventStreams.Setting}); come again later, or ask for what there is without a stream.", ComeAgainAfter);
            }

            if (ofKey >= limits.Of(Limit.EventStreamsPerKey))
            {
                return Problems.TooMany($"This key has {ofKey:N0} event streams open, as many as one key may ({Limit.EventStreamsPerKey.Setting}); close one first.", ComeAgainAfter);
            }

            _open++;
            _byKey[key] = ofKey + 1;
            return null;
        }
    }

    private void GiveBack(string key)
    {
        lock (_gate)
        {
            _open--;
            if (--_byKey[key] == 0)
            {
                _byKey.Remove(key);
            }
        }
    }

    private sealed class LimitedStream(EventStreamSlots slots, IResult stream) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var key = Caller.KeyOf(httpContext.Request);
            if (slots.Take(key) is { } refusal)
            {
                await refusal.ExecuteAsync(httpContext);
                return;
            }

            try
            {
                await stream.ExecuteAsync(httpContext);
            }
            finally
            {
                slots.GiveBack(key);
            }
        }
    }
}
