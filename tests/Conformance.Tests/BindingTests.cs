using System.Text.Json;
using Azure.Messaging.ServiceBus;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>What parameters are bound to, in an app that answers with it.</summary>
public sealed class BindingTests(TestApp app, PipelinesApp pipelines) : IClassFixture<TestApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Worker Worker => app.Host.Worker;

    [Fact]
    public async Task AReceivedMessage_IsAsItWasSent_WithItsLock()
    {
        var answer = await Worker.InvokeAsync(Worker.Function("ReceivedMessage"), new TypedData { ModelBindingData = Message("m-1", "first").ToBindingData(delivery: 3) }, cancellationToken: Cancelled);

        Assert.Equal("""{"MessageId":"m-1","Body":"first","DeliveryCount":3,"HasLock":true,"SequenceNumber":7,"Colour":"red"}""", answer.ReturnValue.String);
    }

    [Fact]
    public async Task ReceivedMessages_ComeTogether_AndWhatIsReturnedGoesToTheTopic()
    {
        var messages = new CollectionModelBindingData { ModelBindingData = { Message("m-1", "first").ToBindingData(delivery: 1), Message("m-2", "second").ToBindingData(delivery: 1) } };

        var answer = await Worker.InvokeAsync(Worker.Function("ReceivedMessages"), new TypedData { CollectionModelBindingData = messages }, cancellationToken: Cancelled);

        Assert.Equal(["first", "second"], JsonSerializer.Deserialize<string[]>(answer.ReturnValue.Json)!.Select(text => JsonElement.Parse(text).GetProperty("Body").GetString()));
        var output = Worker.Function("ReceivedMessages").Bindings.Single(binding => binding.Type == "serviceBus");
        Assert.Equal(("events", "Topic", "ServiceBus"), (output.Text("queueOrTopicName"), output.Text("entityType"), output.Text("connection")));
    }

    [Fact]
    public async Task WhatIsNoReceivedMessage_IsRefused()
    {
        var other = Message("m-1", "first").ToBindingData(delivery: 1);
        other.Source = "AzureStorageBlobs";

        var failed = await Assert.ThrowsAsync<FunctionFailedException>(() => Worker.InvokeAsync(Worker.Function("ReceivedMessage"), new TypedData { ModelBindingData = other }, cancellationToken: Cancelled));

        Assert.Contains("AzureStorageBlobs", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ActionsOnMessages_WhichTheBridgeDoesNotGiveHere_AreRefusedWithWhatToDo()
    {
        var message = new TypedData { ModelBindingData = Message("m-1", "first").ToBindingData(delivery: 1) };

        var failed = await Assert.ThrowsAsync<FunctionFailedException>(() => Worker.InvokeAsync(Worker.Function("SettlesItself"), message, cancellationToken: Cancelled));

        Assert.Contains("-p:OfficialServiceBus=true", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABlobBesideATimer_IsReadFromTheAccount()
    {
        var container = pipelines.Storage.Account.GetBlobContainerClient("texts");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancelled);
        await container.GetBlobClient("one.txt").UploadAsync(new BinaryData("hello"), overwrite: true, Cancelled);
        var blob = new ParameterBinding { Name = "text", Data = BlobTriggers.Reference("texts", "one.txt") };

        var answer = await Worker.GoOffAsync("BlobAndTimer", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), isPastDue: true, inputs: [blob]);

        Assert.Equal("True 2026-01-02T03:03:05.0000000Z hello", answer.ReturnValue.String);
    }

    private static SentMessage Message(string id, string body)
    {
        var message = new ServiceBusMessage(body) { MessageId = id, ApplicationProperties = { ["colour"] = "red" } }.GetRawAmqpMessage();
        message.MessageAnnotations["x-opt-sequence-number"] = 7L;
        return new SentMessage("any", message);
    }
}
