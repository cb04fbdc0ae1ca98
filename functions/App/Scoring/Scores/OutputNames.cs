using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MlFunctions.Scoring;

/// <summary>What the outputs of a model are called: its classes, or its targets. Made once a model.</summary>
internal sealed class OutputNames
{
    private static readonly ConditionalWeakTable<ServedModel, OutputNames> Known = [];

    private OutputNames(ServedModel model)
    {
        Classes = [.. model.Labels.Select(label => JsonEncodedText.Encode(label))];
        Outputs = [.. model.OutputNames.Select(name => JsonEncodedText.Encode(name))];
    }

    /// <summary>Classification: a name for each class; empty otherwise.</summary>
    public JsonEncodedText[] Classes { get; }

    /// <summary>A name for each output.</summary>
    public JsonEncodedText[] Outputs { get; }

    /// <summary>The names of a model's outputs.</summary>
    public static OutputNames Of(ServedModel model) => Known.GetValue(model, static m => new OutputNames(m));
}
