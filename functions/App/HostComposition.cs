using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Storage;
#if EMULATOR
using MlFunctions.Emulator;
using MlFunctions.Local;

[assembly: EmulatorOption("--no-samples", "Start without the sample pipelines.")]
#endif

namespace MlFunctions;

/// <summary>The one place that knows which host the app is built for: what differs between the Emulator and Azure, and nothing else.</summary>
internal static class HostComposition
{
    /// <summary>Adds the parts that the host decides: where artifacts are, what time it is, who greets the user.</summary>
    public static IServiceCollection AddHostParts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
#if EMULATOR
        services.AddSingleton<IArtifactStore>(provider => new FolderArtifactStore(provider.GetRequiredService<EmulatorOptions>().BlobDirectory));
        services.AddSingleton<SampleLibrary>();
        if (!configuration.GetValue<bool>("FUNCTIONS_NO_SAMPLES"))
        {
            services.AddHostedService<SampleLoader>();
        }

        services.AddHostedService<ConsoleReport>();
#else
        services.AddSingleton<IArtifactStore>(_ => new BlobArtifactStore(new Azure.Storage.Blobs.BlobServiceClient(
            configuration["AzureWebJobsStorage"] ?? throw new InvalidOperationException("AzureWebJobsStorage is not set; expected the connection string of the storage account."))));
#endif
        return services;
    }
}
