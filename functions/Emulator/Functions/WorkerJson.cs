using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MlFunctions.Emulator.Functions;

/// <summary>How the worker reads and writes JSON outside ASP.NET Core: property names as they are, read whatever their case, and changed with <c>Configure&lt;JsonSerializerOptions&gt;</c>.</summary>
internal static class WorkerJson
{
    public static void AddWorkerJson(this IServiceCollection services) =>
        services.Configure<JsonSerializerOptions>(options => options.PropertyNameCaseInsensitive = true);

    public static JsonSerializerOptions Of(FunctionContext context) =>
        context.InstanceServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value;
}
