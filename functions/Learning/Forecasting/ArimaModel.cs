namespace MlFunctions.Learning;

/// <summary>Forecasts of a series. A row holds one feature, how many steps after the last value trained on.</summary>
internal sealed class ArimaModel : IModel
{
    /// <summary>How far ahead can be asked for: a forecast takes as many steps of work.</summary>
    public const int MostSteps = 10_000;

    private const int LargestOrder = 1000;

    private readonly ArmaProcess _process;
    private readonly double[] _ar;
    private readonly double[] _ma;
    private readonly double[] _state;
    private readonly double[] _last;
    private readonly double _mean;

    /// <param name="ar">The weights of past differences.</param>
    /// <param name="ma">The weights of past shocks.</param>
    /// <param name="mean">The mean of the differences.</param>
    /// <param name="state">The state expected at step 1.</param>
    /// <param name="last">The last value of the series, of its differences and so on, one for each differencing.</param>
    public ArimaModel(double[] ar, double[] ma, double mean, double[] state, double[] last)
    {
        (_ar, _ma, _mean, _state, _last) = (ar, ma, mean, state, last);
        _process = new ArmaProcess(ar, ma);
    }

    /// <inheritdoc/>
    public string Trainer => ArimaTrainer.TrainerName;

    /// <inheritdoc/>
    public LearningTask Task => LearningTask.Forecast;

    /// <inheritdoc/>
    public int FeatureCount => 1;

    /// <inheritdoc/>
    public int OutputCount => 1;

    /// <inheritdoc/>
    public ModelOutput Output => ModelOutput.Value;

    internal (double[] Ar, double[] Ma, double Mean, int Differences) Parameters => (_ar, _ma, _mean, _last.Length);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
    {
        var step = row[0];
        if (!(step >= 1 && step <= MostSteps && step == MathF.Truncate(step)))
        {
            throw new ArgumentException($"{step} is not a step to forecast; expected a whole number from 1 to {MostSteps}.");
        }

        Span<double> state = stackalloc double[_state.Length];
        Span<double> levels = stackalloc double[_last.Length];
        _state.CopyTo(state);
        _last.CopyTo(levels);
        for (var s = 1; ; s++)
        {
            var value = state[0] + _mean;
            for (var d = levels.Length - 1; d >= 0; d--)
            {
                value += levels[d];
                levels[d] = value;
            }

            if (s == (int)step)
            {
                outputs[0] = double.IsFinite(value) ? value : throw new ArgumentException($"The forecast of step {step} is beyond the range of numbers.");
                return;
            }

            _process.Advance(state);
        }
    }

    /// <inheritdoc/>
    public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default) =>
        TablePrediction.RowByRow(this, table, outputs, threads, cancellationToken);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write<double>(_ar);
        writer.Write<double>(_ma);
        writer.Write(_mean);
        writer.Write<double>(_state);
        writer.Write<double>(_last);
    }

    /// <summary>Reads back what <see cref="Write"/> wrote.</summary>
    public static ArimaModel Read(ModelReader reader)
    {
        var ar = reader.ReadArray<double>("autoregressive weights");
        var ma = reader.ReadArray<double>("moving average weights");
        var mean = reader.ReadFinite("the mean");
        if (ar.Length > LargestOrder || ma.Length > LargestOrder)
        {
            throw reader.Fault($"orders {ar.Length} and {ma.Length} are more than {LargestOrder}");
        }

        var state = reader.ReadArray<double>("the state", Math.Max(ar.Length, ma.Length + 1));
        var last = reader.ReadArray<double>("last values");
        if (last.Length > LargestOrder)
        {
            throw reader.Fault($"{last.Length} differencings are more than {LargestOrder}");
        }

        return ar.Concat(ma).Concat(state).Concat(last).All(double.IsFinite)
            ? new ArimaModel(ar, ma, mean, state, last)
            : throw reader.Fault("a parameter is not a finite number");
    }
}
