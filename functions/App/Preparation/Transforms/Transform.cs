namespace MlFunctions.Preparation;

/// <summary>
/// A fitted step of a preparation: what it learned from the training rows, and how it changes rows.
/// What is saved with a model is its properties; <see cref="TransformCatalog"/> knows all kinds by name.
/// </summary>
public abstract record Transform
{
    /// <summary>Changes rows in place. Each row depends on itself alone, so that any number of rows may come at a time.</summary>
    public abstract void Apply(RowBlock rows);
}
