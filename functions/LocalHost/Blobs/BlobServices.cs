using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Blobs.Account;
using MlFunctions.LocalHost.Blobs.Folder;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>Blob triggers, inputs and outputs.</summary>
internal static class BlobServices
{
    public static void AddBlobs(this IServiceCollection services, LocalHostOptions options)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<BlobFolder>(provider, options.BlobDirectory));
        services.AddSingleton(BlobScanInterval.Default);
        services.AddSingleton<BlobStores>();
        services.AddSingleton<BlobReceipts>();
        services.AddSingleton<BlobDispatcher>();
        services.AddSingleton<BlobListener>();
        services.AddSingleton<IListener>(provider => provider.GetRequiredService<BlobListener>());
        services.AddSingleton<IManualStart>(provider => provider.GetRequiredService<BlobListener>());
        services.AddSingleton<IParameterBinder, BlobTriggerBinder>();
        services.AddSingleton<IParameterBinder, BlobInputBinder>();
        services.AddSingleton<IOutputBinder, BlobOutputBinder>();
    }
}
