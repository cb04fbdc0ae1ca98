using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Functions.Binding;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Blobs;

/// <summary>Blob triggers on the state folder.</summary>
internal static class BlobServices
{
    public static void AddBlobs(this IServiceCollection services, EmulatorOptions options)
    {
        services.AddSingleton(new BlobFolder(options.BlobDirectory));
        services.AddSingleton<BlobReceipts>();
        services.AddSingleton<BlobDispatcher>();
        services.AddSingleton<BlobListener>();
        services.AddSingleton<IListener>(provider => provider.GetRequiredService<BlobListener>());
        services.AddSingleton<IParameterBinder, BlobTriggerBinder>();
        services.AddSingleton<IParameterBinder, BlobInputBinder>();
        services.AddSingleton<IOutputBinder, BlobOutputBinder>();
    }
}
