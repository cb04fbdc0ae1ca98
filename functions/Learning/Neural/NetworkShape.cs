namespace MlFunctions.Learning;

/// <summary>The layers of a network and where their parameters stand: of each layer, unit after unit its weights, then all biases.</summary>
internal sealed class NetworkShape
{
    private const int MostUnits = 1 << 20;

    private readonly int[] _units;
    private readonly int[] _offsets;
    private readonly int[] _places;

    /// <param name="units">The inputs, the units of each hidden layer, the outputs.</param>
    /// <param name="activation">What hidden units do.</param>
    public NetworkShape(int[] units, Activation activation)
    {
        (_units, Activation) = (units, activation);
        _offsets = new int[Layers + 1];
        _places = new int[Layers + 2];
        for (var l = 0; l < Layers; l++)
        {
            _offsets[l + 1] = checked(_offsets[l] + (units[l] + 1) * units[l + 1]);
        }

        for (var l = 0; l <= Layers; l++)
        {
            _places[l + 1] = _places[l] + units[l];
        }
    }

    public Activation Activation { get; }

    /// <summary>How many layers have weights.</summary>
    public int Layers => _units.Length - 1;

    public int ParameterCount => _offsets[^1];

    public int Inputs => _units[0];

    public int Outputs => _units[^1];

    /// <summary>How many values a row takes on its way through: inputs, hidden units and outputs.</summary>
    public int ValueCount => _places[^1];

    public int UnitsInto(int layer) => _units[layer];

    public int UnitsOf(int layer) => _units[layer + 1];

    public Span<double> Weights(Span<double> parameters, int layer) => parameters.Slice(_offsets[layer], _units[layer] * _units[layer + 1]);

    public ReadOnlySpan<double> Weights(ReadOnlySpan<double> parameters, int layer) => parameters.Slice(_offsets[layer], _units[layer] * _units[layer + 1]);

    public Span<double> Biases(Span<double> parameters, int layer) => parameters.Slice(_offsets[layer] + _units[layer] * _units[layer + 1], _units[layer + 1]);

    public ReadOnlySpan<double> Biases(ReadOnlySpan<double> parameters, int layer) => parameters.Slice(_offsets[layer] + _units[layer] * _units[layer + 1], _units[layer + 1]);

    /// <summary>The values that go into a layer; of layer <see cref="Layers"/>: the outputs.</summary>
    public Span<double> Values(Span<double> values, int layer) => values.Slice(_places[layer], _units[layer]);

    public void Write(ModelWriter writer)
    {
        writer.Write((int)Activation);
        writer.Write<int>(_units);
    }

    public static NetworkShape Read(ModelReader reader)
    {
        var activation = (Activation)reader.ReadInt32("the activation", 0, (int)Activation.Tanh);
        var units = reader.ReadArray<int>("units of layers");
        if (units.Length < 2 || units.Any(u => u is < 1 or > MostUnits) || units.Zip(units.Skip(1), (a, b) => (a + 1L) * b).Sum() > Array.MaxLength)
        {
            throw reader.Fault($"a network of {string.Join(", ", units.Take(10))} units cannot be");
        }

        return new NetworkShape(units, activation);
    }
}
