using MlFunctions.LocalHost.Blobs;
using MlFunctions.LocalHost.Blobs.Folder;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Tests.Blobs;

public sealed class BlobSettlingTests
{
    private readonly ManualClock _clock = new();
    private readonly BlobSettling _settling;

    public BlobSettlingTests() => _settling = new BlobSettling(_clock);

    private static BlobVersion Growing(long length) => new("raw/a", length, DateTime.UtcNow.AddMinutes(1), $"\"{length}\"");

    [Fact]
    public async Task A_file_that_grows_is_not_whole_until_it_has_stayed_the_same_for_a_second()
    {
        var first = Growing(1);
        var second = Growing(2);

        Assert.False(_settling.IsWhole(first, movedIntoPlace: false));
        await _clock.AdvanceAsync(BlobSettling.Quiet);
        Assert.False(_settling.IsWhole(second, movedIntoPlace: false));
        await _clock.AdvanceAsync(BlobSettling.Quiet / 2);
        Assert.False(_settling.IsWhole(second, movedIntoPlace: false));
        await _clock.AdvanceAsync(BlobSettling.Quiet / 2);
        Assert.True(_settling.IsWhole(second, movedIntoPlace: false));
        Assert.Empty(_settling.Unsettled);
    }

    [Fact]
    public void A_file_moved_into_place_is_whole_at_once() =>
        Assert.True(_settling.IsWhole(Growing(1), movedIntoPlace: true));

    [Fact]
    public void A_file_written_long_ago_is_whole_at_once() =>
        Assert.True(_settling.IsWhole(new BlobVersion("raw/a", 1, DateTime.UtcNow.AddMinutes(-1), "\"1\""), movedIntoPlace: false));
}
