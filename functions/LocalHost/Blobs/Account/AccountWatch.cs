using System.Threading.Channels;
using Azure;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs.Account;

/// <summary>Finds the blobs of a storage account by listing them, every few seconds and after every write of this process.</summary>
internal sealed class AccountWatch : IBlobWatch
{
    private readonly BlobAccount _account;
    private readonly IReadOnlyCollection<string> _prefixes;
    private readonly ILogger _logger;
    private readonly Channel<bool> _scans = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _timer;
    private bool _isUnreachable;
    private long _asked;
    private long _done;

    public AccountWatch(BlobAccount account, IReadOnlyCollection<string> prefixes, TimeSpan interval, TimeProvider clock, ILogger logger)
    {
        _account = account;
        _prefixes = prefixes;
        _logger = logger;
        _timer = clock.CreateTimer(_ => Scan(), state: null, TimeSpan.Zero, interval);
    }

    public bool IsLooking => Interlocked.Read(ref _done) < Interlocked.Read(ref _asked);

    /// <summary>Asks for a scan without waiting for the next.</summary>
    public void Scan()
    {
        Interlocked.Increment(ref _asked);
        _scans.Writer.TryWrite(true);
    }

    public async Task RunAsync(Action<BlobVersion> found, CancellationToken stopping)
    {
        await foreach (var _ in _scans.Reader.ReadAllAsync(stopping))
        {
            var asked = Interlocked.Read(ref _asked);
            try
            {
                foreach (var prefix in _prefixes)
                {
                    await foreach (var version in _account.ListAsync(prefix, stopping))
                    {
                        found(version);
                    }
                }

                ReportReached();
            }
            catch (Exception exception) when (exception is RequestFailedException or IOException || (exception is OperationCanceledException && !stopping.IsCancellationRequested))
            {
                ReportUnreached(exception);
            }

            Interlocked.Exchange(ref _done, asked);
        }
    }

    public void Dispose() => _timer.Dispose();

    // Once an outage, not at every scan.
    private void ReportUnreached(Exception exception)
    {
        if (!_isUnreachable)
        {
            _logger.BlobAccountUnreachable(_account.Account.Uri, exception.GetBaseException().Message.Split('\n')[0].Trim());
            _isUnreachable = true;
        }
    }

    private void ReportReached()
    {
        if (_isUnreachable)
        {
            _logger.BlobAccountReachableAgain(_account.Account.Uri);
            _isUnreachable = false;
        }
    }
}
