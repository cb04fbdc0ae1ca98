using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>The training rows while a preparation is fitted to them: what the steps so far have made of them.</summary>
internal sealed class TrainingFrame(int rows)
{
    private readonly List<float[]> _values = [];
    private readonly List<PreparedColumn> _columns = [];

    public int Rows { get; } = rows;

    /// <summary>How many places rows have by now.</summary>
    public int Places => _values.Count;

    /// <summary>The columns that the next step sees, in order.</summary>
    public IReadOnlyList<PreparedColumn> Columns => _columns;

    /// <summary>The values of a place.</summary>
    public ReadOnlySpan<float> this[int place] => _values[place];

    /// <summary>Appends a column with its values.</summary>
    public int Add(FeatureColumn column, float[] values)
    {
        _values.Add(values);
        _columns.Add(new PreparedColumn(_values.Count - 1, column));
        return _values.Count - 1;
    }

    /// <summary>Appends a column that a step writes when it is applied.</summary>
    public int Add(FeatureColumn column) => Add(column, new float[Rows]);

    /// <summary>Takes a column out of what the next step sees.</summary>
    public void Remove(int place) => _columns.RemoveAll(c => c.Place == place);

    /// <summary>Says anew what a column holds.</summary>
    public void Describe(int place, FeatureColumn column)
    {
        var index = _columns.FindIndex(c => c.Place == place);
        _columns[index] = new PreparedColumn(place, column);
    }

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
            var found when kind is not null && found.Column.Kind != kind => throw new PreparationException($"'{step.Name}' takes columns of kind {kind}, which '{name}' is not."),
            var found => found,
        })];
    }

    /// <summary>Applies a fitted step to the training rows.</summary>
    public void Apply(Transform transform) => BlockRun.Over(Rows, Places, block =>
    {
        for (var place = 0; place < Places; place++)
        {
            _values[place].AsSpan(block.Start, block.Count).CopyTo(block.Rows[place]);
        }

        transform.Apply(block.Rows);
        for (var place = 0; place < Places; place++)
        {
            block.Rows[place].CopyTo(_values[place].AsSpan(block.Start));
        }
    });

    /// <summary>The table of the columns as they are now.</summary>
    public FeatureTable ToTable() => new([.. _columns.Select(c => c.Column)], [.. _columns.Select(c => _values[c.Place])]);
}
