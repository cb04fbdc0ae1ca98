using System.Text;
using System.Text.Unicode;
using MlFunctions.Ingestion.Csv;
using static MlFunctions.Tests.Ingestion.Csv.CsvText;

namespace MlFunctions.Tests.Ingestion.Csv;

/// <summary>Seeded mutations of small files: none crashes the reader, and whatever CsvHelper accepts too is read alike.</summary>
public sealed class CsvFuzzTests
{
    private const int InputsPerSeed = 30_000;
    private static readonly CsvColumn[] Columns = [Word("w"), Number("n")];

    private static readonly byte[][] Seeds = [.. new[]
    {
        "w,n\na,1\nb,2.5\nc,-3e2\n",
        "n,w\r\n1,\"a,b\"\r\n2,\"say \"\"x\"\"\"\r\n,\"two\r\nlines\"\r\n",
        "w,x,n\rq,,1\r\"\",\"\",\"2\"\r",
        "\"w\",\"n\"\n\"é\",\"1e5\"\n\n日本,NA\n",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] Pieces = [.. new[]
    {
        "\"", "\"\"", ",", "\n", "\r", "\r\n", "\0", "-", ".", "e", "1", "9999999999", "NA", "w", "n", " ", "\t", ";", "é", "\uFEFF", "=cmd()", "1e999", "\",\"", "\n\"",
    }.Select(Encoding.UTF8.GetBytes)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_mutation_crashes_the_reader_and_what_CsvHelper_accepts_agrees(int seed)
    {
        var random = new Random(seed);
        var compared = 0;
        for (var i = 0; i < InputsPerSeed; i++)
        {
            var bytes = Mutate(random);
            var options = new CsvOptions { BlockLength = random.Next(1, 80), Threads = 1 + (i % 16 == 0 ? 1 : 0) };
            CsvResult? read = null;
            try
            {
                read = await ReadAsync(bytes, options, Columns);
            }
            catch (CsvException)
            {
                // A clear refusal is a right answer to a broken file.
            }

            // Beside quotes CsvHelper takes spaces for part of the cell.
            if (read is not null && Utf8.IsValid(bytes) && !HasSpaceBesideQuote(bytes) && CsvOracle.Read(bytes) is { } expected)
            {
                Assert.True(expected.ToString() == CsvOracle.Of(read).ToString(), $"seed {seed}, input {i}: {Convert.ToBase64String(bytes)}\n{expected}\n{CsvOracle.Of(read)}");
                compared++;
            }
        }

        Assert.InRange(compared, InputsPerSeed / 5, InputsPerSeed);
    }

    private static bool HasSpaceBesideQuote(byte[] bytes) =>
        bytes.Zip(bytes.Skip(1)).Any(pair => (pair.First == '"' && pair.Second is ((byte)' ' or (byte)'\t')) || (pair.Second == '"' && pair.First is ((byte)' ' or (byte)'\t')));

    private static byte[] Mutate(Random random)
    {
        var bytes = new List<byte>(Seeds[random.Next(Seeds.Length)]);
        for (var m = random.Next(1, 6); m > 0; m--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveAt(at);
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count + 1)).Take(random.Next(20)).ToArray());
                    break;
                default:
                    var count = Math.Min(random.Next(8), bytes.Count - at);
                    bytes.RemoveRange(at, count);
                    break;
            }
        }

        return [.. bytes];
    }
}
