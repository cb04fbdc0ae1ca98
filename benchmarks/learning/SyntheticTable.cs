using System.Runtime.InteropServices;

namespace MlFunctions.Learning.Benchmarks;

/// <summary>A synthetic table, made once by <c>peers.py make</c> and read by both sides.</summary>
/// <param name="Rows">How many rows, of which the first four fifths are trained on.</param>
/// <param name="Columns">How many features.</param>
/// <param name="Task">binary or regression.</param>
internal sealed record SyntheticTable(int Rows, int Columns, string Task)
{
    public LearningTask LearningTask => Task == "binary" ? LearningTask.Binary : LearningTask.Regression;

    /// <summary>Where its files are, without their ending.</summary>
    public string Path
    {
        get
        {
            var path = System.IO.Path.Combine(BenchmarkFiles.Data, $"{Rows}x{Columns}-{Task}");
            if (!File.Exists(path + ".y"))
            {
                Side.Peers("make", path, $"{Rows}", $"{Columns}", Task);
            }

            return path;
        }
    }

    public (Dataset Train, Dataset Test) Read()
    {
        var split = Rows * 4 / 5;
        return (Part(0, split), Part(split, Rows));
    }

    private Dataset Part(int from, int to)
    {
        using var x = File.OpenRead(Path + ".x");
        using var y = File.OpenRead(Path + ".y");
        var columns = new float[Columns][];
        for (var c = 0; c < Columns; c++)
        {
            x.Position = ((long)c * Rows + from) * sizeof(float);
            columns[c] = Values<float>(x, to - from);
        }

        y.Position = (long)from * sizeof(double);
        var features = new FeatureTable([.. Enumerable.Range(0, Columns).Select(c => new FeatureColumn($"f{c}"))], columns);
        return new Dataset(features, [Values<double>(y, to - from)], Task == "binary" ? 2 : 0);
    }

    private static T[] Values<T>(FileStream file, int count)
        where T : unmanaged
    {
        var values = new T[count];
        file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
