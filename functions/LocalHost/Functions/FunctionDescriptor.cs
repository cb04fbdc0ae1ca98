using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MlFunctions.LocalHost.Functions;

/// <summary>A function as discovered: its method, trigger, parameters and outputs.</summary>
internal sealed class FunctionDescriptor : FunctionDefinition
{
    public FunctionDescriptor(string name, MethodInfo method)
    {
        Name = name;
        Method = method;
        MethodParameters = method.GetParameters();
        TriggerParameter = FindTrigger();
        Trigger = TriggerParameter.GetCustomAttribute<TriggerBindingAttribute>()!;
        Outputs = FunctionOutput.Of(method);
        EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}";
        Retry = RetryPolicy.Of(this, method.GetCustomAttribute<RetryAttribute>());
        Id = FunctionId.Of(EntryPoint, name);
        Parameters = [.. MethodParameters.Select(Describe)];
    }

    public MethodInfo Method { get; }

    public ParameterInfo[] MethodParameters { get; }

    public ParameterInfo TriggerParameter { get; }

    public TriggerBindingAttribute Trigger { get; }

    public RetryPolicy? Retry { get; }

    public ImmutableArray<FunctionOutput> Outputs { get; }

    public override string Id { get; }

    public override string Name { get; }

    public override string EntryPoint { get; }

    public override string PathToAssembly => Method.Module.FullyQualifiedName;

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings =>
        MethodParameters.Select(parameter => (Parameter: parameter, Attribute: parameter.GetCustomAttribute<BindingAttribute>()))
            .Where(bound => bound.Attribute is not null)
            .ToImmutableDictionary(
                bound => bound.Parameter.Name!,
                BindingMetadata (bound) => new FunctionBinding(bound.Parameter.Name!, bound.Attribute!, BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings =>
        Outputs.ToImmutableDictionary(
            output => output.Name,
            BindingMetadata (output) => new FunctionBinding(output.Name, output.Attribute, BindingDirection.Out));

    /// <summary>An error about this function's shape.</summary>
    public FunctionWorkerException Fault(string what) => new($"Function '{Name}' ({EntryPoint}): {what}");

    private static FunctionParameter Describe(ParameterInfo parameter)
    {
        var properties = ImmutableDictionary<string, object>.Empty;
        if (parameter.GetCustomAttribute<BindingAttribute>() is { } binding)
        {
            properties = properties.Add("bindingAttribute", binding);
        }

        return new FunctionParameter(parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.HasDefaultValue ? parameter.DefaultValue : null, properties);
    }

    private ParameterInfo FindTrigger()
    {
        var triggers = MethodParameters.Where(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute))).ToArray();
        return triggers.Length == 1
            ? triggers[0]
            : throw new FunctionWorkerException(
                $"Function '{Name}' ({Method.DeclaringType!.FullName}.{Method.Name}) has {triggers.Length} trigger parameters; it needs exactly one.");
    }
}
