using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Where rows hold each input: numbers and categories among the floats, dates among the instants, texts among the texts, each in order.</summary>
internal static class InputPlaces
{
    public static int[] Of(IReadOnlyList<InputFeature> inputs)
    {
        var next = new Dictionary<FeatureType, int>();
        return [.. inputs.Select(input =>
        {
            var sort = input.Type == FeatureType.Category ? FeatureType.Number : input.Type;
            var place = next.GetValueOrDefault(sort);
            next[sort] = place + 1;
            return place;
        })];
    }
}
