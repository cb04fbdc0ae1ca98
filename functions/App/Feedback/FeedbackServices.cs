using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Feedback;

/// <summary>Registers this stage.</summary>
internal static class FeedbackServices
{
    /// <summary>Corrections in, labelled rows out.</summary>
    public static IServiceCollection AddFeedback(this IServiceCollection services) => services
        .AddSingleton<CorrectionRequests>()
        .AddSingleton<CorrectionStore>()
        .AddSingleton<CorrectionKeeping>()
        .AddSingleton<LabelledRows>();
}
