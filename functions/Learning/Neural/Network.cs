namespace MlFunctions.Learning;

/// <summary>A multilayer perceptron's way forward and back for one row.</summary>
internal static class Network
{
    /// <summary>From the inputs, which stand first in <paramref name="values"/>, to the outputs, last in it; the outputs are linear.</summary>
    public static void Forward(NetworkShape shape, ReadOnlySpan<double> parameters, Span<double> values)
    {
        for (var l = 0; l < shape.Layers; l++)
        {
            var into = shape.Values(values, l);
            var outOf = shape.Values(values, l + 1);
            var weights = shape.Weights(parameters, l);
            var biases = shape.Biases(parameters, l);
            for (var u = 0; u < outOf.Length; u++)
            {
                var z = biases[u] + Lanes.Dot(weights.Slice(u * into.Length, into.Length), into);
                outOf[u] = l == shape.Layers - 1 ? z : shape.Activation == Activation.Relu ? Math.Max(0, z) : Math.Tanh(z);
            }
        }
    }

    /// <summary>From the loss's derivatives by the outputs, which stand last in <paramref name="slopes"/>, adds to those by the parameters.</summary>
    public static void Backward(NetworkShape shape, ReadOnlySpan<double> parameters, Span<double> values, Span<double> slopes, Span<double> gradient)
    {
        for (var l = shape.Layers - 1; l >= 0; l--)
        {
            var into = shape.Values(values, l);
            var slopesInto = shape.Values(slopes, l);
            var slopesOf = shape.Values(slopes, l + 1);
            var weights = shape.Weights(parameters, l);
            var weightGradient = shape.Weights(gradient, l);
            var biasGradient = shape.Biases(gradient, l);
            slopesInto.Clear();
            for (var u = 0; u < slopesOf.Length; u++)
            {
                // Half of all rectified units are off.
                if (slopesOf[u] != 0)
                {
                    Lanes.AddScaled(into, slopesOf[u], weightGradient.Slice(u * into.Length, into.Length));
                    biasGradient[u] += slopesOf[u];
                    if (l > 0)
                    {
                        Lanes.AddScaled(weights.Slice(u * into.Length, into.Length), slopesOf[u], slopesInto);
                    }
                }
            }

            for (var u = 0; l > 0 && u < into.Length; u++)
            {
                slopesInto[u] *= shape.Activation == Activation.Tanh ? 1 - into[u] * into[u] : into[u] > 0 ? 1 : 0;
            }
        }
    }
}
