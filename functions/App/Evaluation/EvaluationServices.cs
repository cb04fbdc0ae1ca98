using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>Registers this stage.</summary>
internal static class EvaluationServices
{
    /// <summary>Candidates and holdout in, a verdict out.</summary>
    public static IServiceCollection AddEvaluation(this IServiceCollection services) => services
        .AddSingleton(MetricCatalog.BuiltIn)
        .AddSingleton<HoldoutJudge>();
}
