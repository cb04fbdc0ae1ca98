using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;

namespace MlFunctions.Training;

/// <summary>Registers this stage.</summary>
internal static class TrainingServices
{
    /// <summary>Training rows in, candidates out.</summary>
    public static IServiceCollection AddTraining(this IServiceCollection services) => services
        .AddSingleton(provider => new TrainerCatalog([.. TrainerCatalog.BuiltIn.Trainers, .. provider.GetServices<ITrainer>()]))
        .AddSingleton(TrainingCores.OfMachine())
        .AddSingleton<CrashGuard>()
        .AddSingleton<TrainingRowsLoader>()
        .AddSingleton<TrainingRowsCache>()
        .AddSingleton<SearchScores>()
        .AddSingleton<FoldScoring>()
        .AddSingleton<RunLineage>()
        .AddSingleton<CandidateTraining>()
        .AddSingleton<KeptCandidates>();
}
