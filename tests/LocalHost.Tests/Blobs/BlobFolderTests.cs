using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Blobs.Folder;
using MlFunctions.LocalHost.Tests.State;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Blobs;

/// <summary>What the blob folder makes of files that are not as they should be.</summary>
public sealed class BlobFolderTests
{
    public sealed class TextFunctions(Journal journal)
    {
        [Function("Text")]
        public void Text([BlobTrigger("raw/{name}")] string content, string name) => journal.Add($"{name}: {content}");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_written_within_one_tick_of_the_clock_have_etags_of_their_own()
    {
        await using var host = await TestFunctions.StartAsync<TextFunctions>(build: builder => builder.Services.AddSingleton(new Journal()));
        var folder = host.Services.GetRequiredService<BlobFolder>();
        var etags = new HashSet<string>(StringComparer.Ordinal);

        // A file system's clock moves every few milliseconds; a write takes a fraction of one.
        for (var version = 0; version < 200; version++)
        {
            await host.UploadBlobAsync("other/a", $"{version:000}");
            etags.Add(folder.Find("other/a")!.Value.ETag);
        }

        Assert.Equal(200, etags.Count);
    }

    [Fact]
    public async Task A_version_is_later_than_the_one_that_another_process_has_written()
    {
        await using var host = await TestFunctions.StartAsync<TextFunctions>(build: builder => builder.Services.AddSingleton(new Journal()));
        var folder = host.Services.GetRequiredService<BlobFolder>();
        await host.UploadBlobAsync("other/a", "ours");
        var future = DateTime.UtcNow.AddDays(1);
        File.SetLastWriteTimeUtc(folder.FileOf("other/a"), future);

        await host.UploadBlobAsync("other/a", "OURS");

        Assert.Equal(future.AddTicks(1), folder.Find("other/a")!.Value.LastModified);
    }

    [Fact]
    public async Task A_file_with_a_backslash_in_its_name_is_no_blob_and_told_of_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No file has such a name here.");
        var journal = new Journal();
        using var log = new ListLoggerProvider();
        await using var host = await TestFunctions.StartAsync<TextFunctions>(
            options => options.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(log)),
            builder => builder.Services.AddSingleton(journal));
        var directory = Directory.CreateDirectory(Path.Combine(host.StateDirectory, "blobs", "raw")).FullName;

        await File.WriteAllTextAsync(Path.Combine(directory, @"back\slash"), "x", Cancellation);
        await Eventually.Holds(() => log.Of(typeof(BlobFolder).FullName!).Any());
        await File.WriteAllTextAsync(Path.Combine(directory, "fine"), "y", Cancellation);
        await Eventually.Holds(() => journal.Entries.Count == 1);

        Assert.Equal(["fine: y"], journal.Entries);
        Assert.Equal(["raw/fine"], await host.ListBlobsAsync("raw/"));
        Assert.Equal([$@"The file '{directory}/back\slash' is no blob: a blob's name has no backslash and no control character. Rename it."], log.Of(typeof(BlobFolder).FullName!));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_read_is_told_of_once_and_keeps_no_other_blob_from_its_function()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Folders have no modes here.");
            return;
        }

        using var state = new TemporaryFolder();
        var originals = Directory.CreateDirectory(Path.Combine(state.Path, "blobs", "originals")).FullName;
        var locked = Directory.CreateDirectory(Path.Combine(originals, "locked")).FullName;
        await File.WriteAllTextAsync(Path.Combine(locked, "inside"), "locked in", Cancellation);
        File.SetUnixFileMode(locked, UnixFileMode.None);
        await using var app = AppProcess.StartBoundByFileModes("--state", state.Path, "--port", "0");
        await app.Address;

        // Each file that is still being written has all folders looked at again.
        await CopiedAsync(state.Path, originals, "one");
        await CopiedAsync(state.Path, originals, "two");
        File.SetUnixFileMode(locked, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await CopiedAsync(state.Path, originals, "three");
        await Eventually.Holds(() => File.Exists(Path.Combine(state.Path, "blobs", "copies", "locked", "inside")));
        await app.KillAsync();

        var line = Assert.Single(app.Errors);
        Assert.Contains($"WARNING MlFunctions.LocalHost.Blobs.Folder.BlobFolder: The folder '{locked}' cannot be read", line, StringComparison.Ordinal);
    }

    private static async Task CopiedAsync(string state, string originals, string name)
    {
        await File.WriteAllTextAsync(Path.Combine(originals, name), name, Cancellation);
        await Eventually.Holds(() => File.Exists(Path.Combine(state, "blobs", "copies", name)));
    }
}
