using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.Commands;
using MlFunctions.Events;
using MlFunctions.Local;
using MlFunctions.LocalHost;
using MlFunctions.Storage;

namespace MlFunctions;

/// <summary>The one place that knows how the app was started: by a Functions host, or by itself.</summary>
internal static class HostComposition
{
    /// <summary>Lets the app be its own host where no Functions host has started it, with the options that a command needs where there is one.</summary>
    public static void UseLocalHost(string[] args) => LocalHosting.Use(AppCommands.AreIn(args) ? AppCommands.HostArguments(args) : args);

    /// <summary>Runs a command where the arguments are one; otherwise serves until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(this FunctionsApplicationBuilder builder, string[] args)
    {
        if (LocalHosting.IsUsed && AppCommands.AreIn(args))
        {
            return await AppCommands.RunAsync(args, builder);
        }

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

        return LocalHosting.IsUsed ? services.AddLocalParts(configuration) : services.AddHostedParts(configuration);
    }

    private static IServiceCollection AddHostedParts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IArtifactStore>(_ => new BlobArtifactStore(Account(configuration)));
        services.AddSingleton(_ => Messages(configuration));
        services.AddSingleton(new ReceiverRules(configuration.GetValue(ReceiverRules.Setting, defaultValue: false)));
        return services;
    }

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
}
