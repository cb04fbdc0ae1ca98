using System.Reflection;

namespace MlFunctions.Conformance;

/// <summary>What the worker says of the app's functions before it runs any.</summary>
public sealed class IndexingTests(PipelinesApp app)
{
    [Fact]
    public void TheWorker_IsTheGenuineOneOfTheAppsOutput() => Assert.Equal(
        AssemblyName.GetAssemblyName(Path.Combine(FunctionsApp.Pipelines.Directory, "Microsoft.Azure.Functions.Worker.Core.dll")).Version?.ToString(),
        app.Host.Worker.Version);

    [Fact]
    public void TheWorker_IndexesEveryFunctionOfTheAssembly()
    {
        var declared = FunctionMethods.Of(FunctionsApp.Pipelines.Assembly).Select(function => function.Name);

        Assert.Equal(declared.Order(StringComparer.Ordinal), app.Host.Worker.Functions.Select(function => function.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheWorker_LoadsEveryFunction() =>
        Assert.Empty(app.Host.Worker.Functions.Where(function => function.LoadError is not null).Select(function => $"{function.Name}: {function.LoadError}"));

    [Fact]
    public void EveryFunction_IsCalledDirectlyByTheGeneratedCode() =>
        Assert.Empty(FunctionMethods.Of(FunctionsApp.Pipelines.Assembly).Where(function => !function.IsPublic).Select(function => function.Class));

    [Theory]
    [InlineData("ScoreBatch", """{"name":"messages","type":"serviceBusTrigger","direction":"In","properties":{"supportsDeferredBinding":"True"},"queueName":"scoring-requests","connection":"ServiceBus","cardinality":"Many"}""")]
    [InlineData("KeepCorrections", """{"name":"messages","type":"serviceBusTrigger","direction":"In","queueName":"feedback","connection":"ServiceBus","cardinality":"Many","dataType":"String"}""")]
    [InlineData("RecordEvent", """{"name":"message","type":"serviceBusTrigger","direction":"In","topicName":"pipeline-events","subscriptionName":"audit","connection":"ServiceBus","cardinality":"One","dataType":"String"}""")]
    public void ATriggerOfMessages_IsDescribedAsTheOfficialExtensionDoes(string function, string expected) =>
        Assert.Equal(expected, app.Host.Worker.Function(function).Trigger.Json.GetRawText());
}
