using System.Text;
using MlFunctions.Commands;
using MlFunctions.Http;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 11: what a file, a name or a text holds never commands the terminal and never begins a line of the log.</summary>
public sealed class ControlCharactersTests
{
    private const string Forged = "00:00:00.000 CRITICAL Forged: line";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AFileWithCommandsForTheTerminal_IsShownWithoutThem()
    {
        var state = Directory.CreateTempSubdirectory("mlfunctions-");
        try
        {
            Write(state, "config/dispatch/pipeline.json", PipelineHost.Definition);
            var header = $"orders_placed,\u001b]0;owned\u0007\u001b[2J,\"a\n{Forged}\",\u009b31m,hours\r_to\n";
            Write(state, "raw/dispatch/header.csv", header + string.Concat(Enumerable.Repeat("1,2,3,4,5\n", 50)));
            Write(state, "raw/dispatch/cells.csv", "orders_placed,product_code,hours_to_dispatch\n" + string.Concat(Enumerable.Repeat("\u001b[31m,\"a\n" + Forged + "\",\u0007\n", 50)));
            await using var app = await AppProcess.StartAsync(state.FullName, "--no-samples");
            using (var reason = new StringContent("{\"reason\":\"\\u001b[2J\\n" + Forged + "\"}", Encoding.UTF8, "application/json"))
            {
                using var asked = await app.Client.PostAsync(new Uri("/api/pipelines/dispatch/runs", UriKind.Relative), reason, Cancelled);
                asked.EnsureSuccessStatusCode();
            }

            await app.PrintsAsync(lines => lines.Count(line => line.Contains("failed:", StringComparison.Ordinal)) >= 2);
            await app.PrintsAsync(lines => lines.Any(line => line.Contains("2J", StringComparison.Ordinal)));

            Assert.All(app.Lines, line => Assert.DoesNotContain(line, character => char.IsControl(character)));
            Assert.DoesNotContain(app.Lines, line => line.StartsWith(Forged, StringComparison.Ordinal));
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("plain ü 漢 😀", "plain ü 漢 😀")]
    [InlineData("a\u001b[31mb", "a\\u001b[31mb")]
    [InlineData("a\r\nb\tc", "a\\u000d\\u000ab\\u0009c")]
    [InlineData("\u009b0m\u007f", "\\u009b0m\\u007f")]
    [InlineData("a\u202eb\u2066c\u2028d", "a\\u202eb\\u2066c\\u2028d")]
    public void ControlCharacters_AreWrittenOut(string text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void AFileOnATerminal_CommandsNothing()
    {
        using var shown = new MemoryStream();
        using (var terminal = new TerminalStream(new Undisposed(shown)))
        {
            foreach (var part in Encoding.UTF8.GetBytes("row,label\n1,\u001b[31mü\u009b0m\u0007漢\r\n"))
            {
                terminal.Write([part]);
            }
        }

        Assert.Equal("row,label\n1,?[31mü\u00bf0m?漢\r\n", Encoding.UTF8.GetString(shown.ToArray()));
    }

    private static void Write(DirectoryInfo state, string name, string content)
    {
        var path = Path.Combine(state.FullName, "blobs", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private sealed class Undisposed(MemoryStream shown) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => shown.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => shown.Write(buffer, offset, count);
    }
}
