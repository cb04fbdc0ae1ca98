using System.Globalization;
using Microsoft.Extensions.Configuration;
using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Scoring;

/// <summary>
/// Texts in result files that people open in a spreadsheet. There a cell that begins like a formula is one, whoever wrote it; so it gets an
/// apostrophe before it, which spreadsheets take as "this is text". Numbers stay as they are, -1 too.
/// </summary>
/// <param name="prefixes">Whether they do; false: files hold labels to the letter, for programs.</param>
public sealed class CellText(bool prefixes)
{
    /// <summary>The setting: <c>prefix</c> (the default) or <c>keep</c>.</summary>
    public const string Setting = "Scores:Formulas";

    private const string FormulaStarts = "=+-@\t\r\n";

    /// <summary>What the setting says.</summary>
    /// <exception cref="InvalidOperationException">It is neither of the two.</exception>
    public static CellText Read(IConfiguration configuration) => configuration[Setting] switch
    {
        null or "" or "prefix" => new CellText(prefixes: true),
        "keep" => new CellText(prefixes: false),
        var other => throw new InvalidOperationException($"The setting {Setting} is '{other}', expected prefix or keep."),
    };

    /// <summary>The text as a cell.</summary>
    public string Of(string text) => CsvCell.Of(prefixes && IsFormula(text) ? $"'{text}" : text);

    private static bool IsFormula(string text) =>
        text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
