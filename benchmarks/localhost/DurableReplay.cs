using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Durable.Replay;
using Event = MlFunctions.LocalHost.Durable.History.HistoryEvent;
using OfficialEvent = Microsoft.DurableTask.Protobuf.HistoryEvent;
using OrchestrationInstance = MlFunctions.LocalHost.Durable.Replay.OrchestrationInstance;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>The turns of a five-activity sequence, in memory: our replay beside the worker's own, <see cref="GrpcOrchestrationRunner"/>, in turns.</summary>
internal static class DurableReplay
{
    private const int Steps = 5;
    private const int Sequences = 2_000;
    private const int Rounds = 5;

    private static readonly DateTime Time = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Task<IReadOnlyList<Measurement>> RunAsync()
    {
        var (ours, official) = (new List<double>(), new List<double>());
        Measure(Ours, 500);
        Measure(Official, 500);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Measure(Ours, Sequences));
            official.Add(Measure(Official, Sequences));
        }

        var ratio = ours.Zip(official, (our, their) => their / our).Order().ElementAt(Rounds / 2);
        return Task.FromResult<IReadOnlyList<Measurement>>(
        [
            new(
                "durable: µs for the six turns of a five-activity sequence, replay alone",
                $"{ours.Order().ElementAt(Rounds / 2):N0}",
                $"{official.Order().ElementAt(Rounds / 2):N0} (LoadAndRun)",
                ratio),
        ]);
    }

    private static double Measure(Action sequence, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            sequence();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
    }

    private static async Task<int> SequenceAsync(TaskOrchestrationContext context)
    {
        var value = context.GetInput<int>();
        for (var i = 0; i < Steps; i++)
            value = await context.CallActivityAsync<int>("Increment", value);
        return value;
    }

    private static void Ours()
    {
        var functions = new Sequence();
        var instance = new OrchestrationInstance("one", "Sequence", "", 0, "0", Parent: null);
        List<Event> history = [];
        List<Event> news = [new Event.ExecutionStarted(Time, "Sequence", null, "0", null, null), new Event.OrchestratorStarted(Time)];
        for (var turn = 0; turn <= Steps; turn++)
        {
            var outcome = OrchestrationTurn.Run(
                functions, instance, history, [.. history.OfType<Event.Step>()], news, JsonDataConverter.Default, NullLoggerFactory.Instance, onIllegalAwait: static () => { });
            history.AddRange(news);
            history.AddRange(outcome.NewSteps);
            news = [new Event.OrchestratorStarted(Time), new Event.TaskCompleted(Time, turn, $"{turn + 1}")];
            if (outcome.IsEnd != (turn == Steps))
                throw new InvalidDataException($"turn {turn} of the sequence: {outcome.Status}");
        }
    }

    private static void Official()
    {
        var time = Timestamp.FromDateTime(Time);
        List<OfficialEvent> history = [];
        List<OfficialEvent> news =
        [
            new() { EventId = -1, Timestamp = time, OrchestratorStarted = new() },
            new() { EventId = -1, Timestamp = time, ExecutionStarted = new() { Name = "Sequence", Input = "0", OrchestrationInstance = new() { InstanceId = "one", ExecutionId = "one" } } },
        ];
        for (var turn = 0; turn <= Steps; turn++)
        {
            var request = new OrchestratorRequest { InstanceId = "one" };
            request.PastEvents.AddRange(history);
            request.NewEvents.AddRange(news);
            var answer = GrpcOrchestrationRunner.LoadAndRun<int, int>(Convert.ToBase64String(request.ToByteArray()), (context, _) => SequenceAsync(context));
            var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer));
            history.AddRange(news);
            var action = response.Actions.Single();
            if (turn < Steps)
                history.Add(new() { EventId = action.Id, Timestamp = time, TaskScheduled = new() { Name = action.ScheduleTask.Name, Input = action.ScheduleTask.Input } });
            news =
            [
                new() { EventId = -1, Timestamp = time, OrchestratorStarted = new() },
                new() { EventId = -1, Timestamp = time, TaskCompleted = new() { TaskScheduledId = action.Id, Result = $"{turn + 1}" } },
            ];
            if ((action.CompleteOrchestration is not null) != (turn == Steps))
                throw new InvalidDataException($"turn {turn} of the official sequence: {action}");
        }
    }

    private sealed class Sequence : IDurableFunctions
    {
        public bool HasOrchestrator(string name) => true;

        public bool HasActivity(string name) => true;

        public async Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => await SequenceAsync(context);

        public Task<object?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
