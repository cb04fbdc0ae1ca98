using System.Buffers;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>
/// Turns rows into features: fitted to training rows, saved with the model, and the same for one row online and a table offline, to the bit.
/// Safe to use from several threads.
/// </summary>
public sealed class FeaturePreparation
{
    private const int MaxPlacesOnStack = 256;

    private readonly InputFeature[] _inputs;
    private readonly Transform[] _transforms;
    private readonly PreparedColumn[] _outputs;
    private readonly int[] _inputPlaces;

    internal FeaturePreparation(IReadOnlyList<InputFeature> inputs, IReadOnlyList<Transform> transforms, IReadOnlyList<PreparedColumn> outputs, Places places)
    {
        _inputs = [.. inputs];
        _transforms = [.. transforms];
        _outputs = [.. outputs];
        _inputPlaces = InputPlaces.Of(inputs);
        Places = places;
        Columns = [.. outputs.Select(o => o.Column)];
    }

    /// <summary>What rows bring, in order.</summary>
    public IReadOnlyList<InputFeature> Inputs => _inputs;

    /// <summary>What models see, in order.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    internal IReadOnlyList<Transform> Transforms => _transforms;

    internal IReadOnlyList<PreparedColumn> Outputs => _outputs;

    internal Places Places { get; }

    /// <summary>Fits a preparation.</summary>
    /// <param name="features">The features of the definition.</param>
    /// <param name="steps">The steps, in order; none: what is sensible for the types and the trainer.</param>
    /// <param name="training">The training rows and no others.</param>
    /// <param name="targets">What is to be predicted for them; null: nothing, and steps that learn from it are refused.</param>
    /// <param name="catalog">The transforms that steps may name; null: the program's own.</param>
    /// <param name="otherwise">What is done for the trainer, without steps and after them; null: no more than the steps, and without them missing values are filled.</param>
    /// <exception cref="PreparationException">A step cannot be fitted.</exception>
    public static PreparationFit Fit(
        IReadOnlyList<FeatureDefinition> features,
        IReadOnlyList<TransformDefinition> steps,
        SourceTable training,
        TrainingTargets? targets = null,
        TransformCatalog? catalog = null,
        DefaultPreparation? otherwise = null)
    {
        var inputs = features.Select(f => InputFeature.Fit(f, training, mayShift: steps.Count == 0)).ToArray();
        var frame = new TrainingFrame(inputs, training, targets ?? TrainingTargets.None);
        var transforms = new List<Transform>();
        foreach (var step in otherwise is null && steps.Count > 0 ? steps : (otherwise ?? new DefaultPreparation(EveryValue: true, Scaled: false)).Steps(features, steps))
        {
            var transform = (catalog ?? TransformCatalog.BuiltIn).Fit(step, frame);
            frame.Apply(transform);
            transforms.Add(transform);
        }

        return new PreparationFit(new FeaturePreparation(inputs, transforms, frame.Columns, frame.Places), frame.ToTable());
    }

    /// <summary>Adds to <paramref name="faults"/> what is wrong with a row, field by field.</summary>
    /// <param name="row">A value for each of <see cref="Inputs"/>.</param>
    /// <param name="faults">Where to add.</param>
    public void Validate(ReadOnlySpan<FeatureValue> row, ICollection<FieldFault> faults)
    {
        CheckLength(row.Length, _inputs.Length, nameof(row));
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i].Fault(row[i]) is { } fault)
            {
                faults.Add(fault);
            }
        }
    }

    /// <summary>Prepares one row, allocating nothing. What does not fit its feature counts as missing; ask <see cref="Validate"/> first where that matters.</summary>
    /// <param name="row">A value for each of <see cref="Inputs"/>.</param>
    /// <param name="result">A place for each of <see cref="Columns"/>.</param>
    public void Prepare(ReadOnlySpan<FeatureValue> row, Span<float> result)
    {
        CheckLength(row.Length, _inputs.Length, nameof(row));
        CheckLength(result.Length, _outputs.Length, nameof(result));
        var rented = Places.Values > MaxPlacesOnStack ? ArrayPool<float>.Shared.Rent(Places.Values) : null;
        var values = rented ?? stackalloc float[MaxPlacesOnStack];
        var instants = Places.Instants > MaxPlacesOnStack ? new double[Places.Instants] : stackalloc double[Places.Instants];
        var texts = Places.Texts > 0 ? ArrayPool<string?>.Shared.Rent(Places.Texts) : null;
        var block = new RowBlock(values, instants, texts, 1);
        for (var i = 0; i < _inputs.Length; i++)
        {
            _inputs[i].Encode(row[i], block, _inputPlaces[i]);
        }

        foreach (var transform in _transforms)
        {
            transform.Apply(block);
        }

        for (var c = 0; c < _outputs.Length; c++)
        {
            result[c] = values[_outputs[c].Place];
        }

        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }

        if (texts is not null)
        {
            ArrayPool<string?>.Shared.Return(texts, clearArray: true);
        }
    }

    /// <summary>Prepares a table.</summary>
    /// <param name="table">A column for each of <see cref="Inputs"/>, in any order; it may have more.</param>
    /// <param name="threads">How many threads may be used; the result does not depend on it.</param>
    public FeatureTable Prepare(SourceTable table, int threads = 1)
    {
        var inputs = _inputs.Select(i => i.Bind(table)).ToArray();
        var results = _outputs.Select(_ => GC.AllocateUninitializedArray<float>(table.Rows)).ToArray();
        BlockRun.Over(table.Rows, Places, threads, (start, rows) =>
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i].CopyTo(start, rows, _inputPlaces[i]);
            }

            foreach (var transform in _transforms)
            {
                transform.Apply(rows);
            }

            for (var c = 0; c < results.Length; c++)
            {
                rows[_outputs[c].Place].CopyTo(results[c].AsSpan(start));
            }
        });
        return new FeatureTable(Columns, results);
    }

    private static void CheckLength(int length, int needed, string name)
    {
        if (length != needed)
        {
            throw new ArgumentException($"{length} values where {needed} are needed.", name);
        }
    }
}
