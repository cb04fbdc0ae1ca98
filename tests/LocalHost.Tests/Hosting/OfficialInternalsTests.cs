using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Hosting;

/// <summary>A version of the worker that has renamed what this host relies on is refused at start, with the name.</summary>
public sealed class OfficialInternalsTests
{
    [Fact]
    public void Every_name_is_there_in_the_packages_that_this_was_built_with()
    {
        Assert.True(OfficialInternals.BindingsFeature.IsInterface);
        Assert.NotNull(OfficialInternals.NoOutputs);
    }

    [Fact]
    public void A_type_that_is_gone_is_named_with_its_package()
    {
        var gone = Assert.Throws<InvalidOperationException>(() => OfficialInternals.Find(typeof(FunctionContext).Assembly, "Microsoft.Azure.Functions.Worker.Renamed"));

        Assert.Contains("Microsoft.Azure.Functions.Worker.Core", gone.Message, StringComparison.Ordinal);
        Assert.Contains("Microsoft.Azure.Functions.Worker.Renamed", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_gone_is_named_at_start()
    {
        var gone = await Assert.ThrowsAsync<InvalidOperationException>(() => TestFunctions.StartAsync<Nothing>(build: builder =>
        {
            var worker = builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == OfficialInternals.WorkerService);
            builder.Services.Remove(worker);
        }));

        Assert.Contains(OfficialInternals.WorkerService, gone.Message, StringComparison.Ordinal);
    }

    public sealed class Nothing
    {
        [Function("Nothing")]
        public static void Run([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer)
        {
        }
    }
}
