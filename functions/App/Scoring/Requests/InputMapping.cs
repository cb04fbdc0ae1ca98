using MlFunctions.Preparation;

namespace MlFunctions.Scoring;

/// <summary>How rows that were read for one model become rows of another.</summary>
internal sealed class InputMapping
{
    private readonly FeaturePreparation _to;
    private readonly int[] _places;
    private readonly bool[] _areChecked;

    /// <param name="from">What the rows were read as, and are without faults for.</param>
    /// <param name="to">What the other model needs.</param>
    public InputMapping(FeaturePreparation from, FeaturePreparation to)
    {
        _to = to;
        _places = [.. to.Inputs.Select(input => PlaceOf(from, input.Name))];
        _areChecked = [.. to.Inputs.Select((input, i) => _places[i] >= 0 && input.ChecksLike(from.Inputs[_places[i]]))];
    }

    /// <summary>How many values a row of the other model has.</summary>
    public int Inputs => _places.Length;

    /// <summary>Maps the rows of a request.</summary>
    /// <param name="request">The request as it was read.</param>
    /// <param name="mapped">Receives its rows × <see cref="Inputs"/> values, row by row.</param>
    /// <returns>False where the other model cannot take them, because they lack a feature or one is out of its range.</returns>
    public bool TryMap(PredictionRequest request, Span<FeatureValue> mapped)
    {
        var width = request.Preparation.Inputs.Count;
        for (var row = 0; row < request.Count; row++)
        {
            for (var input = 0; input < _places.Length; input++)
            {
                ref var value = ref mapped[row * _places.Length + input];
                value = _places[input] < 0 ? FeatureValue.Missing : request.Values[row * width + _places[input]];
                if (!_areChecked[input] && _to.Inputs[input].Fault(value) is not null)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int PlaceOf(FeaturePreparation from, string name)
    {
        for (var i = 0; i < from.Inputs.Count; i++)
        {
            if (from.Inputs[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
