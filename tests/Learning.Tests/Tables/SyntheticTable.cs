namespace MlFunctions.Learning.Tests;

/// <summary>The synthetic tables of Reference/trees.py, number by number.</summary>
internal static class SyntheticTable
{
    private const int Columns = 8;

    /// <summary>Trains on rows whose number is no multiple of four, tests on the others.</summary>
    public static (Dataset Train, Dataset Test) Make(LearningTask task, int rows, ulong seed)
    {
        var columns = Enumerable.Range(0, Columns).Select(_ => new float[rows]).ToArray();
        var target = new double[rows];
        var state = seed;
        double Next()
        {
            state = unchecked(state * 6364136223846793005 + 1442695040888963407);
            return (state >> 40) / (double)(1 << 24);
        }

        for (var r = 0; r < rows; r++)
        {
            var x = Enumerable.Range(0, Columns).Select(_ => Next()).ToArray();
            var signal = 3 * x[0] + 4 * x[1] * x[2] + (x[3] > 0.6 ? 2 : 0) - x[4] * x[4] + Next();
            target[r] = task switch
            {
                LearningTask.Regression => signal,
                LearningTask.Binary => signal > 3.3 ? 1 : 0,
                _ => (signal > 2.7 ? 1 : 0) + (signal > 4.2 ? 1 : 0),
            };
            for (var c = 0; c < Columns; c++)
            {
                columns[c][r] = (float)x[c];
            }
        }

        return Divide(new Dataset(Table.Numbers(columns), [target], task switch { LearningTask.Regression => 0, LearningTask.Binary => 2, _ => 3 }));
    }

    public static (Dataset Train, Dataset Test) Divide(Dataset data) =>
        (data.Take([.. Enumerable.Range(0, data.Rows).Where(r => r % 4 != 0)]), data.Take([.. Enumerable.Range(0, data.Rows).Where(r => r % 4 == 0)]));
}
