using System.Globalization;
using System.Text;

namespace MlFunctions.Scoring;

/// <summary>Writes scores as CSV: a line for each row of the dataset, with its number, the predictions, the scores of classes, the model, and why a row has none.</summary>
internal sealed class ScoreTable
{
    private readonly StringBuilder _lines = new();
    private readonly ServedModel _model;
    private readonly string _nothing;
    private readonly string _version;
    private readonly CellText _cells;

    /// <summary>A table for the scores of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cells">How texts are written.</param>
    /// <param name="withHeader">Whether it begins with the names of the columns.</param>
    public ScoreTable(ServedModel model, CellText cells, bool withHeader)
    {
        _cells = cells;
        _model = model;
        _version = _cells.Of(model.Manifest.VersionName);
        string[] columns = [.. model.Manifest.Targets.Select(target => target.As), .. model.Labels.Select(label => $"{model.Manifest.Targets[0].As}_{label}")];
        _nothing = new string(',', columns.Length - 1);
        if (withHeader)
        {
            _lines.Append("row,").AppendJoin(',', columns.Select(cells.Of)).Append(",model_version,error\n");
        }
    }

    /// <summary>Adds a row.</summary>
    /// <param name="row">Its number, from 1.</param>
    /// <param name="outputs">The model's outputs for it.</param>
    public void Add(long row, ReadOnlySpan<double> outputs)
    {
        _lines.Append(CultureInfo.InvariantCulture, $"{row}");
        if (_model.Labels.Count > 0)
        {
            _lines.Append(',').Append(_cells.Of(_model.Labels[System.Numerics.Tensors.TensorPrimitives.IndexOfMax(outputs)]));
        }

        foreach (var output in outputs)
        {
            _lines.Append(CultureInfo.InvariantCulture, $",{output:R}");
        }

        _lines.Append(CultureInfo.InvariantCulture, $",{_version},\n");
    }

    /// <summary>Adds a row that could not be scored.</summary>
    public void AddBad(long row, string fault) =>
        _lines.Append(CultureInfo.InvariantCulture, $"{row},{_nothing},{_version},{_cells.Of(fault)}\n");

    /// <summary>The lines, as UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_lines.ToString());
}
