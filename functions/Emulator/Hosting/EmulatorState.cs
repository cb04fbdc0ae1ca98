using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Blobs;
using MlFunctions.Emulator.Durable.Storage;
using MlFunctions.Emulator.Messaging;
using MlFunctions.Emulator.State;
using MlFunctions.Emulator.Timers;

namespace MlFunctions.Emulator.Hosting;

/// <summary>The state store with the tables of every area of the host.</summary>
internal static class EmulatorState
{
    public static void AddState(this IServiceCollection services, EmulatorOptions options) =>
        services.AddSingleton(_ => StateStore.Open(options.StateDirectory, BlobReceipts.Schema, TimerMonitor.Schema, BrokerSchema.Schema, DurableSchema.Schema));
}
