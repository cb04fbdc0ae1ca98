using System.Net;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Events;
using MlFunctions.LocalHost;
using MlFunctions.Storage;

[assembly: LocalHostOption("--no-samples", "Start without the sample pipelines.")]

namespace MlFunctions.Local;

/// <summary>What the app has besides when it is its own host.</summary>
internal static class LocalParts
{
    /// <summary>Adds artifacts in the state folder, or the account that is named, the samples, and what the console says.</summary>
    public static IServiceCollection AddLocalParts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IArtifactStore>(provider => configuration["AzureWebJobsStorage"] is { Length: > 0 } connection
            ? new BlobArtifactStore(new BlobServiceClient(connection, BlobArtifactStore.Options))
            : new FolderArtifactStore(provider.GetRequiredService<LocalHostOptions>().BlobDirectory));

        // Who can reach only this machine can reach its other addresses without the app's help.
        services.AddSingleton(provider => new ReceiverRules(configuration.GetValue(
            ReceiverRules.Setting, IPAddress.IsLoopback(provider.GetRequiredService<LocalHostOptions>().Address))));
        services.AddSingleton<SampleLibrary>();
        if (!configuration.GetValue<bool>("FUNCTIONS_NO_SAMPLES"))
        {
            services.AddHostedService<SampleLoader>();
        }

        services.AddSingleton(LocalConsole.Create());
        services.AddHostedService<ConsoleReport>();
        services.AddHostedService<InstanceAnnouncement>();
        return services;
    }
}
