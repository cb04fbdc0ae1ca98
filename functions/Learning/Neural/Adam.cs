namespace MlFunctions.Learning;

/// <summary>Gradient descent with steps scaled by running moments of the gradient (Kingma and Ba, 2015), with the paper's constants.</summary>
internal sealed class Adam(int parameterCount, double learningRate)
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Smallest = 1e-8;

    private readonly double[] _first = new double[parameterCount];
    private readonly double[] _second = new double[parameterCount];
    private double _firstPower = 1;
    private double _secondPower = 1;

    public void Step(Span<double> parameters, ReadOnlySpan<double> gradient)
    {
        _firstPower *= FirstDecay;
        _secondPower *= SecondDecay;
        var rate = learningRate * Math.Sqrt(1 - _secondPower) / (1 - _firstPower);
        for (var i = 0; i < parameters.Length; i++)
        {
            _first[i] = FirstDecay * _first[i] + (1 - FirstDecay) * gradient[i];
            _second[i] = SecondDecay * _second[i] + (1 - SecondDecay) * gradient[i] * gradient[i];
            parameters[i] -= rate * _first[i] / (Math.Sqrt(_second[i]) + Smallest);
        }
    }
}
