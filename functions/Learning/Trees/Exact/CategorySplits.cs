using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>
/// Divisions of a node by a category: the categories are ordered by the mean of an output and divided between neighbours.
/// For one output and squared error, Gini or entropy one of these is the best of all divisions (Breiman et al. 1984, theorem 4.5);
/// with several outputs the order of each is tried in turn. Missing counts as a category.
/// </summary>
internal sealed class CategorySplits(SplitCriterion criterion, TreeTargets targets, int minSamplesLeaf, int rows)
{
    private readonly double[] _scores = new double[rows];
    private readonly int[] _regrouped = new int[rows];

    /// <param name="ordered">The node's rows by code, missing ones last.</param>
    /// <param name="codes">The codes, by row.</param>
    /// <param name="feature">The number of the feature.</param>
    /// <param name="cardinality">How many codes there are.</param>
    /// <param name="best">Is replaced where a better division is found.</param>
    public void Search(ReadOnlySpan<int> ordered, ReadOnlySpan<float> codes, int feature, int cardinality, ref SplitChoice best)
    {
        var groups = Groups(ordered, codes, cardinality);
        if (groups.Length < 2)
        {
            return;
        }

        // Of two classes the order by the second is that by the first reversed.
        var orders = targets.Outputs == 2 && targets.IsClasses ? 1 : targets.Outputs;
        for (var output = 0; output < orders; output++)
        {
            Order(groups, ordered, output);
            var end = 0;
            foreach (var group in groups)
            {
                ordered.Slice(group.Start, group.Count).CopyTo(_regrouped.AsSpan(end));
                end += group.Count;
            }

            criterion.Score(_regrouped.AsSpan(0, end), _scores);
            Scan(groups, end, feature, cardinality, ref best);
        }
    }

    private void Scan(ReadOnlySpan<Group> groups, int count, int feature, int cardinality, ref SplitChoice best)
    {
        var left = 0;
        for (var g = 1; g < groups.Length; g++)
        {
            left += groups[g - 1].Count;
            if (left >= minSamplesLeaf && count - left >= minSamplesLeaf && best.IsBeatenBy(_scores[left - 1]))
            {
                // Categories that the node has not seen go with the larger side.
                var leftCodes = new bool[cardinality + 1];
                Array.Fill(leftCodes, left > count - left);
                for (var i = 0; i < groups.Length; i++)
                {
                    leftCodes[groups[i].Code] = i < g;
                }

                best.TakeCategory(_scores[left - 1], feature, leftCodes);
            }
        }
    }

    private void Order(Group[] groups, ReadOnlySpan<int> ordered, int output)
    {
        for (var g = 0; g < groups.Length; g++)
        {
            double sum = 0, weight = 0;
            foreach (var row in ordered.Slice(groups[g].Start, groups[g].Count))
            {
                sum += targets.Weights[row] * targets.Values[row * targets.Outputs + output];
                weight += targets.Weights[row];
            }

            groups[g] = groups[g] with { Mean = sum / weight };
        }

        Array.Sort(groups, static (a, b) => a.Mean != b.Mean ? a.Mean.CompareTo(b.Mean) : a.Code.CompareTo(b.Code));
    }

    private static Group[] Groups(ReadOnlySpan<int> ordered, ReadOnlySpan<float> codes, int cardinality)
    {
        var groups = new List<Group>();
        var start = 0;
        for (var i = 1; i <= ordered.Length; i++)
        {
            if (i == ordered.Length || !codes[ordered[i]].Equals(codes[ordered[start]]))
            {
                var code = codes[ordered[start]];
                groups.Add(new Group(float.IsNaN(code) ? cardinality : (int)code, start, i - start, 0));
                start = i;
            }
        }

        return [.. groups];
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Group(int Code, int Start, int Count, double Mean);
}
