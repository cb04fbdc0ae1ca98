using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>The training rows while a preparation is fitted to them: what the steps so far have made of them.</summary>
public sealed class TrainingFrame
{
    private readonly List<float[]> _values = [];
    private readonly List<PreparedColumn> _columns = [];
    private readonly HashSet<int> _given = [];
    private readonly InputFeature[] _inputs;
    private readonly int[] _inputPlaces;
    private readonly InputColumn[] _inputColumns;

    public TrainingFrame(IReadOnlyList<InputFeature> inputs, SourceTable training, TrainingTargets targets)
    {
        _inputs = [.. inputs];
        _inputPlaces = InputPlaces.Of(inputs);
        _inputColumns = [.. inputs.Select(i => i.Bind(training))];
        Rows = training.Rows;
        Targets = targets;
        foreach (var input in inputs.Where(i => i.Type is FeatureType.Number or FeatureType.Category))
        {
            Add(input.Column, input.Levels);
        }

        Apply(null);
    }

    public int Rows { get; }

    /// <summary>What is to be predicted, for steps that learn from it.</summary>
    public TrainingTargets Targets { get; }

    /// <summary>How many places rows have by now.</summary>
    public Places Places => new(_values.Count, _inputs.Count(i => i.Type == FeatureType.Instant), _inputs.Count(i => i.Type == FeatureType.Text));

    /// <summary>The columns that the next step sees, in order.</summary>
    public IReadOnlyList<PreparedColumn> Columns => _columns;

    /// <summary>The values of a place.</summary>
    public ReadOnlySpan<float> this[int place] => _values[place];

    /// <summary>The zone of a feature of dates; null: UTC.</summary>
    public string? ZoneOf(string name) => Array.Find(_inputs, input => input.Name == name)?.Zone;

    /// <summary>Appends a column that the step writes when it is applied.</summary>
    public int Add(FeatureColumn column, IReadOnlyList<string>? words = null)
    {
        if (_columns.Exists(c => c.Column.Name == column.Name))
        {
            throw new PreparationException($"Two columns would be named '{column.Name}'.");
        }

        _values.Add(new float[Rows]);
        _columns.Add(new PreparedColumn(_values.Count - 1, column) { Words = words ?? [] });
        return _values.Count - 1;
    }

    /// <summary>Appends a column that the step writes when it is applied to other rows; the training rows get other values.</summary>
    public int Add(FeatureColumn column, float[] training)
    {
        var place = Add(column);
        _values[place] = training;
        _given.Add(place);
        return place;
    }

    /// <summary>Takes a column out of what the next step sees.</summary>
    public void Remove(int place) => _columns.RemoveAll(c => c.Place == place);

    /// <summary>Says anew what a column holds, after a step that changes it in place.</summary>
    public void Describe(int place, FeatureColumn column, IReadOnlyList<string>? words = null) =>
        _columns[_columns.FindIndex(c => c.Place == place)] = new PreparedColumn(place, column) { Words = words ?? [] };

    /// <summary>The columns of a kind that a step takes.</summary>
    /// <param name="step">The step; where it names no columns it takes all of the kind.</param>
    /// <param name="kind">The kind that it can take; null: any.</param>
    /// <exception cref="PreparationException">It names a column that is not there or is of another kind.</exception>
    public IReadOnlyList<PreparedColumn> Select(TransformDefinition step, FeatureKind? kind)
    {
        if (step.Columns.Count == 0)
        {
            return [.. _columns.Where(c => kind is null || c.Column.Kind == kind)];
        }

        return [.. step.Columns.Select(name => _columns.Find(c => c.Column.Name == name) switch
        {
            null => throw new PreparationException($"'{step.Name}' names the column '{name}'; there are {string.Join(", ", _columns.Select(c => c.Column.Name))}."),
            var found when kind is not null && found.Column.Kind != kind => throw new PreparationException($"'{step.Name}' takes columns that are a {kind}, which '{name}' is not."),
            var found => found,
        })];
    }

    /// <summary>The inputs of type text or instant that a step takes, with their places.</summary>
    /// <exception cref="PreparationException">It names one that is not there or of another type.</exception>
    public IReadOnlyList<(string Name, int Place)> SelectInputs(TransformDefinition step, FeatureType type)
    {
        var found = _inputs.Zip(_inputPlaces).Where(i => i.First.Type == type).Select(i => (i.First.Name, i.Second)).ToArray();
        return step.Columns.Count == 0 ? found : [.. step.Columns.Select(name => Array.Exists(found, f => f.Name == name)
            ? Array.Find(found, f => f.Name == name)
            : throw new PreparationException($"'{step.Name}' names '{name}'; features of type {type} are {(found.Length == 0 ? "none" : string.Join(", ", found.Select(f => f.Name)))}."))];
    }

    /// <summary>The texts of the training rows.</summary>
    public IEnumerable<string?> Texts(int place)
    {
        var texts = (InputColumn.Text)_inputColumns.Where((_, i) => _inputs[i].Type == FeatureType.Text).ElementAt(place);
        return Enumerable.Range(0, Rows).Select(texts.Words.Word);
    }

    /// <summary>Applies a fitted step to the training rows; null: none, the inputs are copied in.</summary>
    public void Apply(Transform? transform)
    {
        BlockRun.Over(Rows, Places, 1, (start, rows) =>
        {
            for (var place = 0; place < _values.Count; place++)
            {
                _values[place].AsSpan(start, rows.Rows).CopyTo(rows[place]);
            }

            for (var i = 0; i < _inputs.Length; i++)
            {
                if (transform is null || _inputs[i].Type is FeatureType.Text or FeatureType.Instant)
                {
                    _inputColumns[i].CopyTo(start, rows, _inputPlaces[i]);
                }
            }

            transform?.Apply(rows);
            for (var place = 0; place < _values.Count; place++)
            {
                if (!_given.Contains(place))
                {
                    rows[place].CopyTo(_values[place].AsSpan(start));
                }
            }
        });
        _given.Clear();
    }

    /// <summary>The table of the columns as they are now.</summary>
    public FeatureTable ToTable() => new([.. _columns.Select(c => c.Column)], [.. _columns.Select(c => _values[c.Place])]);
}
