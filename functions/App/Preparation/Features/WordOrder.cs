using System.Globalization;
using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>An order of words that depends on the words alone, not on the order of rows.</summary>
internal static class WordOrder
{
    /// <summary>The words that rows of a column use: by value where all are numbers, by ordinal otherwise.</summary>
    public static IReadOnlyList<string> Of(CategoryColumn column)
    {
        var used = new bool[column.Words.Count];
        foreach (var code in column.Codes)
        {
            if (code != CategoryColumn.Missing)
            {
                used[code] = true;
            }
        }

        var words = column.Words.Where((_, code) => used[code]).ToArray();
        return words.All(w => TryNumber(w, out _))
            ? [.. words.OrderBy(w => TryNumber(w, out var number) ? number : 0).ThenBy(w => w, StringComparer.Ordinal)]
            : [.. words.Order(StringComparer.Ordinal)];
    }

    private static bool TryNumber(string word, out double number) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
