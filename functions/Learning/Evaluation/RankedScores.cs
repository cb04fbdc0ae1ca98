namespace MlFunctions.Learning;

/// <summary>Rows ordered by their score for one class, whatever they weigh: what ROC and precision-recall curves are drawn from.</summary>
internal sealed class RankedScores
{
    private readonly double[] _scores;
    private readonly int[] _rows;
    private readonly byte[] _positives;

    private RankedScores(double[] scores, int[] rows, byte[] positives) => (_scores, _rows, _positives) = (scores, rows, positives);

    public static RankedScores Of(Dataset truth, ReadOnlySpan<double> outputs, int positive)
    {
        OutputShape.RequireClasses(truth, outputs);
        ArgumentOutOfRangeException.ThrowIfNegative(positive);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(positive, truth.Classes);
        var strided = new StridedOutputs(outputs, positive, truth.Classes);
        var scores = new double[truth.Rows];
        var rows = new int[truth.Rows];
        for (var r = 0; r < rows.Length; r++)
        {
            scores[r] = strided[r];
            rows[r] = r;
        }

        Array.Sort(scores, rows);
        var positives = new byte[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            positives[i] = truth.Target(0)[rows[i]] == positive ? (byte)1 : (byte)0;
        }

        return new RankedScores(scores, rows, positives);
    }

    /// <summary>A step for each distinct score, the highest first.</summary>
    public Steps StepsOf(RowWeights weights) => new(this, weights);

    /// <summary>Walks down the scores. A bootstrap walks millions of rows, so nothing is kept of them.</summary>
    public ref struct Steps(RankedScores ranked, RowWeights weights)
    {
        private readonly double[] _scores = ranked._scores;
        private readonly int[] _rows = ranked._rows;
        private readonly byte[] _positives = ranked._positives;
        private readonly RowWeights _weights = weights;
        private int _left = ranked._rows.Length;

        public RankedStep Current { get; private set; }

        public readonly Steps GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            var (_, hits, misses) = Current;
            double score;
            do
            {
                // Multiplied by 0 or 1, because a branch on the class would be guessed wrong half of the time.
                var weight = _weights[_rows[--_left]];
                var hit = weight * _positives[_left];
                hits += hit;
                misses += weight - hit;
                score = _scores[_left];
            }
            while (_left > 0 && _scores[_left - 1] == score);

            Current = new RankedStep(score, hits, misses);
            return true;
        }
    }
}
