namespace MlFunctions.Events;

/// <summary>
/// How many tries of one receiver may be under way at once on this instance: a few, and one where it did not answer last, so that receivers which
/// let their callers wait do not keep the instance from pushing to others, or from anything else that its activities do.
/// </summary>
internal sealed class ReceiverLanes
{
    private const int OfAReceiver = 4;
    private const int OfASilentOne = 1;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int UnderWay, bool IsSilent)> _receivers = new(StringComparer.Ordinal);

    /// <summary>Whether another try may begin; it must <see cref="Leave"/> again.</summary>
    /// <param name="receiver">Host and port.</param>
    public bool TryEnter(string receiver)
    {
        lock (_gate)
        {
            var (underWay, isSilent) = _receivers.GetValueOrDefault(receiver);
            if (underWay >= (isSilent ? OfASilentOne : OfAReceiver))
            {
                return false;
            }

            _receivers[receiver] = (underWay + 1, isSilent);
            return true;
        }
    }

    /// <summary>Ends a try.</summary>
    /// <param name="receiver">Host and port.</param>
    /// <param name="isSilent">Whether there was no answer.</param>
    public void Leave(string receiver, bool isSilent)
    {
        lock (_gate)
        {
            var underWay = _receivers[receiver].UnderWay - 1;
            if (underWay == 0 && !isSilent)
            {
                _receivers.Remove(receiver);
            }
            else
            {
                _receivers[receiver] = (underWay, isSilent);
            }
        }
    }
}
