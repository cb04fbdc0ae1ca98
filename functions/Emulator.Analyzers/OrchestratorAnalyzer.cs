using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MlFunctions.Emulator.Analyzers;

/// <summary>
/// Finds in orchestrator code what a replay would not do the same again. Orchestrator code is every method that takes a
/// <c>TaskOrchestrationContext</c>, with the lambdas and local functions inside it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OrchestratorAnalyzer : DiagnosticAnalyzer
{
    private const string ContextType = "Microsoft.DurableTask.TaskOrchestrationContext";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. OrchestratorRules.Banned.Values.Distinct()];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ContextType) is { } contextType)
            {
                start.RegisterOperationAction(
                    operation => Check(operation, contextType), OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.ObjectCreation);
            }
        });
    }

    private static void Check(OperationAnalysisContext operation, INamedTypeSymbol contextType)
    {
        ISymbol? used = operation.Operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IPropertyReferenceOperation property => property.Property,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        if (used is not null && RuleFor(used) is { } rule && IsOrchestratorCode(operation.ContainingSymbol, contextType))
            operation.ReportDiagnostic(Diagnostic.Create(rule, operation.Operation.Syntax.GetLocation(), Spell(used)));
    }

    private static string Spell(ISymbol used) =>
        used is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"new {used.ContainingType.Name}" : $"{used.ContainingType.Name}.{used.Name}";

    private static DiagnosticDescriptor? RuleFor(ISymbol used)
    {
        var type = $"{used.ContainingType.ContainingNamespace.ToDisplayString()}.{used.ContainingType.Name}";
        return OrchestratorRules.Banned.TryGetValue($"{type}.{used.Name}", out var member) ? member : OrchestratorRules.Banned.GetValueOrDefault(type);
    }

    private static bool IsOrchestratorCode(ISymbol symbol, INamedTypeSymbol contextType)
    {
        for (var method = symbol as IMethodSymbol; method is not null; method = method.ContainingSymbol as IMethodSymbol)
        {
            if (method.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, contextType)))
                return true;
        }

        return false;
    }
}
