using System.Buffers;

namespace MlFunctions.Learning;

/// <summary>A trained multilayer perceptron.</summary>
internal sealed class MlpModel : IModel
{
    private const int StackValues = 2048;

    private readonly InputScaling _scaling;
    private readonly NetworkShape _shape;
    private readonly double[] _parameters;
    private readonly double[] _targetMeans;
    private readonly double[] _targetScales;
    private readonly int[] _places;

    /// <param name="task">The task trained for.</param>
    /// <param name="scaling">How features become inputs.</param>
    /// <param name="shape">The layers.</param>
    /// <param name="parameters">Weights and biases.</param>
    /// <param name="targetMeans">Regression: what is added to each scaled output; else empty.</param>
    /// <param name="targetScales">Regression: what each output is multiplied by; else empty.</param>
    public MlpModel(LearningTask task, InputScaling scaling, NetworkShape shape, double[] parameters, double[] targetMeans, double[] targetScales)
    {
        Task = task;
        _scaling = scaling;
        _shape = shape;
        _parameters = parameters;
        _targetMeans = targetMeans;
        _targetScales = targetScales;
        _places = [.. Enumerable.Range(0, shape.Outputs)];
    }

    /// <inheritdoc/>
    public string Trainer => MlpTrainer.TrainerName;

    /// <inheritdoc/>
    public LearningTask Task { get; }

    /// <inheritdoc/>
    public int FeatureCount => _scaling.Encoding.FeatureCount;

    /// <inheritdoc/>
    public int OutputCount => _shape.Outputs;

    /// <inheritdoc/>
    public ModelOutput Output => Task == LearningTask.Regression ? ModelOutput.Value : ModelOutput.Probability;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
    {
        var count = _shape.ValueCount;
        double[]? rented = null;
        var values = count <= StackValues ? stackalloc double[count] : (rented = ArrayPool<double>.Shared.Rent(count)).AsSpan(0, count);
        _scaling.Apply(row, _shape.Values(values, 0));
        Network.Forward(_shape, _parameters, values);
        _shape.Values(values, _shape.Layers).CopyTo(outputs);
        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        if (Task == LearningTask.Regression)
        {
            for (var t = 0; t < _targetMeans.Length; t++)
            {
                outputs[t] = outputs[t] * _targetScales[t] + _targetMeans[t];
            }
        }
        else
        {
            Softmax.Apply(outputs, _places);
        }

        if (outputs[..OutputCount].ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            throw new ArgumentException("The row's features are so large that its output is not a finite number.");
        }
    }

    /// <inheritdoc/>
    public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default) =>
        TablePrediction.RowByRow(this, table, outputs, threads, cancellationToken);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write((int)Task);
        _scaling.Write(writer);
        _shape.Write(writer);
        writer.Write<double>(_parameters);
        writer.Write<double>(_targetMeans);
        writer.Write<double>(_targetScales);
    }

    /// <summary>Reads back what <see cref="Write"/> wrote.</summary>
    public static MlpModel Read(ModelReader reader)
    {
        var task = (LearningTask)reader.ReadInt32("the task", (int)LearningTask.Regression, (int)LearningTask.Multiclass);
        var scaling = InputScaling.Read(reader);
        var shape = NetworkShape.Read(reader);
        var parameters = reader.ReadArray<double>("parameters", shape.ParameterCount);
        var targets = task == LearningTask.Regression ? shape.Outputs : 0;
        var means = reader.ReadArray<double>("means of targets", targets);
        var scales = reader.ReadArray<double>("scales of targets", targets);
        if (shape.Inputs != scaling.Encoding.Width || (task == LearningTask.Binary && shape.Outputs != 2) || (task == LearningTask.Multiclass && shape.Outputs < 3))
        {
            throw reader.Fault($"a network of {shape.Inputs} inputs and {shape.Outputs} outputs does not fit {task} on {scaling.Encoding.Width} columns");
        }

        return parameters.Concat(means).Concat(scales).All(double.IsFinite)
            ? new MlpModel(task, scaling, shape, parameters, means, scales)
            : throw reader.Fault("a parameter is not a finite number");
    }
}
