using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Blobs;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.Messaging;
using MlFunctions.LocalHost.State;
using MlFunctions.LocalHost.Timers;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>The state store with the tables of every area of the host.</summary>
internal static class HostState
{
    public static void AddState(this IServiceCollection services, LocalHostOptions options) =>
        services.AddSingleton(_ => StateStore.Open(options.StateDirectory, BlobReceipts.Schema, TimerMonitor.Schema, BrokerSchema.Schema, DurableSchema.Schema));
}
