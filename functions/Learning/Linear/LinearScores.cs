namespace MlFunctions.Learning;

/// <summary>The scores w·x + b of a linear model and what becomes of them.</summary>
internal sealed class LinearScores
{
    private const int MostOutputs = 1 << 20;

    private readonly double[] _weights;
    private readonly double[] _intercepts;
    private readonly int[] _places;
    private readonly double[] _calibration;
    private readonly int _width;

    /// <param name="link">What becomes of the scores.</param>
    /// <param name="outputCount">How many outputs a row has.</param>
    /// <param name="places">The output that each score is for, ascending. A class without a score never occurred in training.</param>
    /// <param name="weights">Weights of score after score.</param>
    /// <param name="intercepts">One a score.</param>
    /// <param name="calibration">For <see cref="ScoreLink.CalibratedMargin"/>: A and B of each score; else empty.</param>
    public LinearScores(ScoreLink link, int outputCount, int[] places, double[] weights, double[] intercepts, double[] calibration)
    {
        Link = link;
        OutputCount = outputCount;
        _places = places;
        _weights = weights;
        _intercepts = intercepts;
        _calibration = calibration;
        _width = weights.Length / intercepts.Length;
    }

    public ScoreLink Link { get; }

    public int OutputCount { get; }

    public int Count => _intercepts.Length;

    public ReadOnlySpan<double> Weights(int score) => _weights.AsSpan(score * _width, _width);

    public double Intercept(int score) => _intercepts[score];

    /// <summary>The output that a score is for.</summary>
    public int Place(int score) => _places[score];

    private bool IsBinary => Link != ScoreLink.Identity && Count == 1;

    /// <summary>Turns a row's scores, each at its place, into its outputs.</summary>
    /// <returns>Whether the scores are numbers; where a feature was missing they are not.</returns>
    public bool Finish(Span<double> outputs)
    {
        foreach (var place in _places)
        {
            if (!double.IsFinite(outputs[place]))
            {
                return false;
            }
        }

        switch (Link)
        {
            case ScoreLink.Sigmoid:
                (outputs[0], outputs[1]) = (Sigmoid.Of(-outputs[1]), Sigmoid.Of(outputs[1]));
                break;
            case ScoreLink.Softmax:
                Softmax.Apply(outputs, _places);
                break;
            case ScoreLink.Margin when IsBinary:
                outputs[0] = -outputs[1];
                break;
            case ScoreLink.CalibratedMargin:
                Calibrate(outputs);
                break;
        }

        return true;
    }

    /// <summary>What an output is before scores are put in their places: that of a class which never occurred.</summary>
    public double Unseen => Link == ScoreLink.Margin ? double.MinValue : 0;

    public void Write(ModelWriter writer)
    {
        writer.Write((int)Link);
        writer.Write(OutputCount);
        writer.Write<int>(_places);
        writer.Write<double>(_weights);
        writer.Write<double>(_intercepts);
        writer.Write<double>(_calibration);
    }

    public static LinearScores Read(ModelReader reader, int width)
    {
        var link = (ScoreLink)reader.ReadInt32("the score link", 0, (int)ScoreLink.CalibratedMargin);
        var outputCount = reader.ReadInt32("the number of outputs", 1, MostOutputs);
        var places = reader.ReadArray<int>("places of scores");
        var weights = reader.ReadArray<double>("weights");
        var intercepts = reader.ReadArray<double>("intercepts", places.Length);
        var calibration = reader.ReadArray<double>("calibration", link == ScoreLink.CalibratedMargin ? 2 * places.Length : 0);
        if (!FitsOutputs(link, places, outputCount))
        {
            throw reader.Fault($"{link} scores for outputs {string.Join(", ", places.Take(10))} of {outputCount} cannot be");
        }

        if ((long)places.Length * width != weights.Length)
        {
            throw reader.Fault($"{weights.Length} weights are given for {places.Length} scores of {width} numbers");
        }

        return weights.Concat(intercepts).Concat(calibration).All(double.IsFinite)
            ? new LinearScores(link, outputCount, places, weights, intercepts, calibration)
            : throw reader.Fault("a weight is not a finite number");
    }

    private static bool FitsOutputs(ScoreLink link, int[] places, int outputCount)
    {
        var isAscending = places.Length > 0 && places[0] >= 0 && places[^1] < outputCount && places.Zip(places.Skip(1), (a, b) => a < b).All(x => x);
        return isAscending && link switch
        {
            ScoreLink.Identity => places.Length == outputCount,
            ScoreLink.Sigmoid => outputCount == 2 && places is [1],
            ScoreLink.Softmax => outputCount > 2 && places.Length > 1,
            _ => outputCount == 2 ? places is [1] : places.Length > 1,
        };
    }

    private void Calibrate(Span<double> outputs)
    {
        var sum = 0.0;
        for (var s = 0; s < Count; s++)
        {
            var place = _places[s];
            outputs[place] = Sigmoid.Of(-(_calibration[2 * s] * outputs[place] + _calibration[2 * s + 1]));
            sum += outputs[place];
        }

        if (IsBinary)
        {
            outputs[0] = 1 - outputs[1];
            return;
        }

        foreach (var place in _places)
        {
            outputs[place] = sum > 0 ? outputs[place] / sum : 1.0 / Count;
        }
    }
}
