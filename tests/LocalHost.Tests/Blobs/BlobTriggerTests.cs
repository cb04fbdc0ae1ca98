using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Blobs;

public sealed class BlobTriggerTests
{
    public sealed record Note(string Text);

    public sealed class BlobFunctions(Journal journal)
    {
        [Function("Text")]
        public void Text([BlobTrigger("raw/{pipeline}/{name}")] string content, string pipeline, string name) =>
            journal.Add($"{pipeline} {name}: {content}");

        [Function("Record")]
        public async Task Record([BlobTrigger("notes/{name}.json")] Note note, string name, CancellationToken cancellation)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            journal.Add($"{name}: {note.Text}");
        }

        [Function("Bytes")]
        public void Bytes([BlobTrigger("bytes/{name}")] byte[] content) => journal.Add($"{content.Length} bytes");

        [Function("Memory")]
        public void Memory([BlobTrigger("memory/{name}")] ReadOnlyMemory<byte> content) => journal.Add($"{content.Length} bytes");

        [Function("Stream")]
        public async Task Stream([BlobTrigger("stream/{name}")] Stream content)
        {
            using var reader = new StreamReader(content);
            journal.Add(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    public sealed class NamedFunctions(Journal journal)
    {
        [Function("Named")]
        public void Named([BlobTrigger("%CONTAINER%/{name}")] string content, string name) => journal.Add($"{name}: {content}");
    }

    private static Task<FunctionsTestHost> StartAsync<TFunctions>(Journal journal, Action<FunctionsTestHostOptions>? configure = null) =>
        TestFunctions.StartAsync<TFunctions>(configure, builder => builder.Services.AddSingleton(journal));

    [Theory]
    [InlineData("raw/dispatch/a.csv", "x,y", "dispatch a.csv: x,y")]
    [InlineData("notes/today.json", """{"text":"hi"}""", "today: hi")]
    [InlineData("bytes/b", "12345", "5 bytes")]
    [InlineData("memory/b", "12345", "5 bytes")]
    [InlineData("stream/s", "flows", "flows")]
    public async Task A_blob_starts_the_function_whose_pattern_it_matches(string path, string content, string expected)
    {
        var journal = new Journal();
        await using var host = await StartAsync<BlobFunctions>(journal);

        await host.UploadBlobAsync(path, content);

        await Eventually.Holds(() => journal.Entries.Count > 0);
        Assert.Equal([expected], journal.Entries);
    }

    [Fact]
    public async Task A_file_dropped_into_the_folder_starts_the_function()
    {
        var journal = new Journal();
        await using var host = await StartAsync<BlobFunctions>(journal);
        var directory = Directory.CreateDirectory(Path.Combine(host.StateDirectory, "blobs", "raw", "dispatch"));

        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "a.csv"), "x", TestContext.Current.CancellationToken);

        await Eventually.Holds(() => journal.Entries.Count > 0);
        Assert.Equal(["dispatch a.csv: x"], journal.Entries);
    }

    [Fact]
    public async Task Each_version_of_a_blob_starts_the_function_once()
    {
        var journal = new Journal();
        await using var host = await StartAsync<BlobFunctions>(journal);

        await host.UploadBlobAsync("raw/p/a", "one");
        await Eventually.Holds(() => journal.Entries.Count == 1);
        await host.UploadBlobAsync("raw/p/a", "two");
        await Eventually.Holds(() => journal.Entries.Count == 2);
        await host.RestartAsync();
        await host.UploadBlobAsync("raw/p/b", "three");
        await Eventually.Holds(() => journal.Entries.Count == 3);

        Assert.Equal(["p a: one", "p a: two", "p b: three"], journal.Entries);
    }

    [Fact]
    public async Task A_blob_that_came_while_the_host_was_down_starts_the_function()
    {
        var journal = new Journal();
        var state = Directory.CreateTempSubdirectory().FullName;
        var file = new FileInfo(Path.Combine(state, "blobs", "raw", "p", "early"));
        file.Directory!.Create();
        await File.WriteAllTextAsync(file.FullName, "bird", TestContext.Current.CancellationToken);

        await using var host = await StartAsync<BlobFunctions>(journal, options => options.StateDirectory = state);

        await Eventually.Holds(() => journal.Entries.Count == 1);
        Assert.Equal(["p early: bird"], journal.Entries);
    }

    [Fact]
    public async Task A_blob_is_tried_five_times_with_growing_pauses_and_then_kept_as_poison()
    {
        var journal = new Journal();
        var clock = new ManualClock();
        await using var host = await FailingBlobFunctions.StartAsync(journal, clock, _ => { });

        await host.UploadBlobAsync("raw/bad", "x");
        await host.AdvanceAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        Assert.Equal(["raw/bad"], host.PoisonBlobs);
        // Pauses of 1, 2, 4 and 8 seconds.
        var start = DateTimeOffset.Parse(journal.Entries[0], CultureInfo.InvariantCulture);
        Assert.Equal([0, 1, 3, 7, 15], journal.Entries.Select(entry => (DateTimeOffset.Parse(entry, CultureInfo.InvariantCulture) - start).TotalSeconds));
    }

    [Fact]
    public async Task A_hidden_file_is_no_blob()
    {
        var journal = new Journal();
        await using var host = await StartAsync<BlobFunctions>(journal);
        var directory = Directory.CreateDirectory(Path.Combine(host.StateDirectory, "blobs", "raw", "p"));

        await File.WriteAllTextAsync(Path.Combine(directory.FullName, ".a.csv.x7Gh2"), "half", TestContext.Current.CancellationToken);
        await host.UploadBlobAsync("raw/p/whole", "whole");

        await Eventually.Holds(() => journal.Entries.Count > 0);
        Assert.Equal(["p whole: whole"], journal.Entries);
        Assert.Equal(["raw/p/whole"], await host.ListBlobsAsync("raw/"));
    }

    [Fact]
    public async Task What_is_uploaded_can_be_downloaded()
    {
        await using var host = await StartAsync<BlobFunctions>(new Journal());

        await host.UploadBlobAsync("other/thing", "content");

        Assert.Equal("content", Encoding.UTF8.GetString((await host.DownloadBlobAsync("other/thing"))!));
        Assert.Null(await host.DownloadBlobAsync("other/nothing"));
    }

    [Fact]
    public async Task A_setting_in_the_path_is_resolved()
    {
        var journal = new Journal();
        await using var host = await StartAsync<NamedFunctions>(journal, options => options.Settings["CONTAINER"] = "incoming");

        await host.UploadBlobAsync("incoming/a", "x");

        await Eventually.Holds(() => journal.Entries.Count == 1);
        Assert.Equal(["a: x"], journal.Entries);
    }

    [Fact]
    public async Task A_setting_in_the_path_that_is_not_there_is_named()
    {
        var failure = await Assert.ThrowsAsync<FunctionWorkerException>(() => StartAsync<NamedFunctions>(new Journal()));

        Assert.Contains("Function 'Named'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the setting 'CONTAINER', which is not set", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_started_by_hand_has_the_blob_that_the_input_names_again()
    {
        var journal = new Journal();
        await using var host = await StartAsync<BlobFunctions>(journal);
        await host.UploadBlobAsync("raw/p/a", "x");
        await Eventually.Holds(() => journal.Entries.Count == 1);

        var answer = await host.Client.PostAsJsonAsync("/admin/functions/Text", new { input = "raw/p/a" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Eventually.Holds(() => journal.Entries.Count == 2);
        Assert.Equal(["p a: x", "p a: x"], journal.Entries);
    }

    [Theory]
    [InlineData("raw/p/gone", "There is no blob 'raw/p/gone'.")]
    [InlineData("notes/a.json", "'notes/a.json' is no blob of function 'Text', which takes 'raw/{pipeline}/{name}'.")]
    public async Task A_function_is_not_started_by_hand_on_what_is_no_blob_of_it(string input, string expected)
    {
        await using var host = await StartAsync<BlobFunctions>(new Journal());

        var answer = await host.Client.PostAsJsonAsync("/admin/functions/Text", new { input }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        Assert.Equal(expected, problem!["detail"]!.GetValue<string>());
    }
}
