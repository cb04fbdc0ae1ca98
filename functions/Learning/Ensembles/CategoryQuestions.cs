using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>
/// The questions that many trees ask about categories, each answered beforehand for every category: 0 goes left, 1 goes right. A row's
/// answers are copied once, and its walks then compare numbers only.
/// </summary>
internal sealed class CategoryQuestions
{
    /// <summary>An answer greater than it goes right.</summary>
    public const int Threshold = 0;

    // A megabyte. Beyond it, looking up the few sets that a walk meets is cheaper.
    private const int MostAnswers = 1 << 18;

    private readonly Dictionary<(int Feature, string Set), int> _places = [];
    private readonly List<FeatureQuestions> _features = [];

    private CategoryQuestions(IEnumerable<IGrouping<int, string>> features)
    {
        foreach (var sets in features)
        {
            _features.Add(new FeatureQuestions(sets.Key, _places.Count, [.. sets]));
            foreach (var set in sets)
            {
                _places.Add((sets.Key, set), _places.Count);
            }
        }
    }

    /// <summary>How many questions there are.</summary>
    public int Count => _places.Count;

    /// <summary>The questions of trees; null where they are too many to be answered beforehand.</summary>
    public static CategoryQuestions? Of(IReadOnlyList<Tree> trees)
    {
        var features = trees
            .SelectMany(tree => tree.Nodes.ToArray().Where(IsQuestion).Select(node => (node.Feature, Set: SetOf(tree, node))))
            .Distinct()
            .GroupBy(question => question.Feature, question => question.Set)
            .ToArray();
        return features.Sum(sets => (1L + sets.Max(CardinalityOf)) * sets.LongCount()) <= MostAnswers ? new CategoryQuestions(features) : null;
    }

    /// <summary>The place of a node's question among the answers.</summary>
    public int PlaceOf(Tree tree, TreeNode node) => _places[(node.Feature, SetOf(tree, node))];

    /// <summary>Writes the answers for a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="answers">Receives an answer to each question.</param>
    public void Answer(ReadOnlySpan<float> row, Span<int> answers)
    {
        foreach (var feature in _features)
        {
            feature.Of(row[feature.Feature]).CopyTo(answers[feature.First..]);
        }
    }

    private static bool IsQuestion(TreeNode node) => node.Feature != TreeNode.Leaf && node.Split >= 0;

    private static string SetOf(Tree tree, TreeNode node)
    {
        var set = tree.Categories.Slice(node.Split, CategorySet.Words((int)tree.Categories[node.Split]));
        return new string(MemoryMarshal.Cast<uint, char>(set));
    }

    private static int CardinalityOf(string set) => (int)MemoryMarshal.Cast<char, uint>(set)[0];

    /// <summary>The questions about one feature.</summary>
    private sealed class FeatureQuestions
    {
        private readonly int _questions;
        private readonly int _cardinality;

        // Categories × questions, the last category standing for missing and unknown ones.
        private readonly int[] _answers;

        public FeatureQuestions(int feature, int first, string[] sets)
        {
            Feature = feature;
            First = first;
            _questions = sets.Length;
            _cardinality = sets.Max(CardinalityOf);
            _answers = new int[(_cardinality + 1) * _questions];
            for (var answer = 0; answer < _answers.Length; answer++)
            {
                var (category, question) = Math.DivRem(answer, _questions);
                var value = category == _cardinality ? float.NaN : category;
                _answers[answer] = CategorySet.Contains(MemoryMarshal.Cast<char, uint>(sets[question]), 0, value) ? 0 : 1;
            }
        }

        public int Feature { get; }

        /// <summary>Where its answers begin among those of a row.</summary>
        public int First { get; }

        /// <summary>The answers for a value of the feature.</summary>
        public ReadOnlySpan<int> Of(float value)
        {
            var category = value >= 0 && value < _cardinality ? (int)value : _cardinality;
            return _answers.AsSpan(category * _questions, _questions);
        }
    }
}
