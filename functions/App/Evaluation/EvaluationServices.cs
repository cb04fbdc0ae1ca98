using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>Registers this stage.</summary>
internal static class EvaluationServices
{
    /// <summary>Candidates and holdout in, a verdict out.</summary>
    public static IServiceCollection AddEvaluation(this IServiceCollection services) => services
        .AddSingleton(provider => new MetricCatalog([.. MetricCatalog.BuiltIn.Metrics, .. provider.GetServices<Metric>()]))
        .AddSingleton<ModelMeasurement>()
        .AddSingleton<HoldoutEvaluator>()
        .AddSingleton<Gates>()
        .AddSingleton<HoldoutJudge>();
}
