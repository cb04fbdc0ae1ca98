using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.Events;
using MlFunctions.Storage;
#if EMULATOR
using System.Net;
using MlFunctions.Commands;
using MlFunctions.Emulator;
using MlFunctions.Local;
#else
using Azure.Identity;
using Azure.Messaging.ServiceBus;
#endif

#if EMULATOR
[assembly: EmulatorOption("--no-samples", "Start without the sample pipelines.")]
#endif

namespace MlFunctions;

/// <summary>The one place that knows which host the app is built for: what differs between the Emulator and Azure, and nothing else.</summary>
internal static class HostComposition
{
    /// <summary>The arguments of the host: those given, or where they are a command, those of the host that it needs.</summary>
    public static string[] ArgumentsOf(string[] args) =>
#if EMULATOR
        AppCommands.AreIn(args) ? AppCommands.HostArguments(args) :
#endif
        args;

    /// <summary>Runs a command where the arguments are one; otherwise serves until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(this FunctionsApplicationBuilder builder, string[] args)
    {
#if EMULATOR
        if (AppCommands.AreIn(args))
        {
            return await AppCommands.RunAsync(args, builder);
        }
#endif
        await builder.Build().RunAsync();
        return Environment.ExitCode;
    }

    /// <summary>Adds the parts that the host decides: where artifacts are, what time it is, who greets the user.</summary>
    public static IServiceCollection AddHostParts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TimeProvider>(new ForwardTimeProvider(TimeProvider.System));
        if (configuration[RedisConnection.Setting] is { Length: > 0 } redis)
        {
            services.AddSingleton(_ => new RedisConnection(redis));
        }

        services.AddSingleton(provider => new ReceiverRules(configuration.GetValue(ReceiverRules.Setting, AllowsPrivateReceivers(provider))));

#if EMULATOR
        services.AddSingleton<IArtifactStore>(provider => configuration["AzureWebJobsStorage"] is { Length: > 0 } connection
            ? new BlobArtifactStore(new BlobServiceClient(connection, BlobArtifactStore.Options))
            : new FolderArtifactStore(provider.GetRequiredService<EmulatorOptions>().BlobDirectory));
        services.AddSingleton<SampleLibrary>();
        if (!configuration.GetValue<bool>("FUNCTIONS_NO_SAMPLES"))
        {
            services.AddHostedService<SampleLoader>();
        }

        services.AddSingleton(LocalConsole.Create());
        services.AddHostedService<ConsoleReport>();
        services.AddHostedService<InstanceAnnouncement>();
#else
        services.AddSingleton<IArtifactStore>(_ => new BlobArtifactStore(Account(configuration)));
        services.AddSingleton(_ => Messages(configuration));
#endif
        return services;
    }

    // Who can reach only this machine can reach its other addresses without the app's help.
    private static bool AllowsPrivateReceivers(IServiceProvider provider) =>
#if EMULATOR
        IPAddress.IsLoopback(provider.GetRequiredService<EmulatorOptions>().Address);
#else
        false;
#endif

#if !EMULATOR
    // As the host itself finds its account: a connection string, or the account's name and the app's managed identity.
    private static BlobServiceClient Account(IConfiguration configuration) =>
        configuration["AzureWebJobsStorage"] is { } connection ? new BlobServiceClient(connection, BlobArtifactStore.Options) :
        configuration["AzureWebJobsStorage:blobServiceUri"] is { } uri ? new BlobServiceClient(new Uri(uri), Identity(configuration, "AzureWebJobsStorage"), BlobArtifactStore.Options) :
        configuration["AzureWebJobsStorage:accountName"] is { } name ? new BlobServiceClient(new Uri($"https://{name}.blob.core.windows.net"), Identity(configuration, "AzureWebJobsStorage"), BlobArtifactStore.Options) :
        throw new InvalidOperationException("AzureWebJobsStorage is not set; expected a connection string, or AzureWebJobsStorage__accountName for the managed identity.");

    private static ServiceBusClient Messages(IConfiguration configuration) =>
        configuration["ServiceBus"] is { } connection ? new ServiceBusClient(connection) :
        configuration["ServiceBus:fullyQualifiedNamespace"] is { } name ? new ServiceBusClient(name, Identity(configuration, "ServiceBus")) :
        throw new InvalidOperationException("ServiceBus is not set; expected a connection string, or ServiceBus__fullyQualifiedNamespace for the managed identity.");

    // The app's own identity, or the user-assigned one that {connection}__clientId names.
    private static DefaultAzureCredential Identity(IConfiguration configuration, string connection) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = configuration[$"{connection}:clientId"] });
#endif
}
