using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Blobs.Account;
using MlFunctions.Emulator.Blobs.Folder;
using MlFunctions.Emulator.Functions.Binding;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Blobs;

/// <summary>Blob triggers, inputs and outputs.</summary>
internal static class BlobServices
{
    public static void AddBlobs(this IServiceCollection services, EmulatorOptions options)
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
