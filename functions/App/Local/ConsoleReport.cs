using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost;
using MlFunctions.Pipelines;
using MlFunctions.Scoring;
using Spectre.Console;

namespace MlFunctions.Local;

/// <summary>Tells the person at the console where the app listens, how each run is going, and which request to try when a model serves.</summary>
internal sealed class ConsoleReport(
    LocalHostOptions options,
    IServer server,
    DurableTaskClient durable,
    ServingModels models,
    SampleLibrary samples,
    TimeProvider clock,
    IAnsiConsole console,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, RunReport> _runs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        Greet();
        var since = clock.GetUtcNow();
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var pipeline in models.All)
            {
                // By prefix, because other orchestrations may be many.
                var runs = new OrchestrationQuery(CreatedFrom: since - TimeSpan.FromDays(1), InstanceIdPrefix: RunStarter.PrefixOf(pipeline.Definition.Name), FetchInputsAndOutputs: true);
                await foreach (var instance in durable.GetAllInstancesAsync(runs).WithCancellation(stoppingToken))
                {
                    Report(instance, since);
                }
            }
        }
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var starting = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private void Greet()
    {
        console.Say($"[bold]MlFunctions[/] listens on [blue]{Url}[/] and keeps its state in [blue]{options.StateDirectory}[/]");
        foreach (var pipeline in models.All.OrderBy(p => p.Definition.Name, StringComparer.Ordinal).Where(p => p.Champion is not null))
        {
            var manifest = pipeline.Champion!.Manifest;
            console.Say($"  [green]{manifest.VersionName}[/] serves: {manifest.Trainer}, {Numbers(manifest.Metrics)}");
            Suggest(pipeline.Definition);
        }
    }

    private void Report(OrchestrationMetadata instance, DateTimeOffset since)
    {
        if (instance.Name != nameof(RetrainPipeline) || (instance.IsCompleted && instance.LastUpdatedAt < since))
        {
            return;
        }

        if (!_runs.TryGetValue(instance.InstanceId, out var report))
        {
            _runs.Add(instance.InstanceId, report = new RunReport(console));
        }

        var view = RunView.Of(instance);
        if (report.Show(view) && view.Result?.Outcome == RunOutcome.Deployed && models.Find(view.Pipeline!) is { } pipeline)
        {
            Suggest(pipeline.Definition);
        }
    }

    private void Suggest(PipelineDefinition definition)
    {
        if (samples.Find(definition.Name) is { } sample)
        {
            var route = definition.Serving.Aliases is [var alias, ..] ? alias : $"predict/{definition.Name}";
            console.Profile.Out.Writer.WriteLine($"  try: curl -s {Url}/api/{route} -H 'content-type: application/json' -d '{sample.Request}'");
        }
    }

    private string Url => server.Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static string Numbers(IReadOnlyDictionary<string, double> metrics) =>
        string.Join(", ", metrics.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} {m.Value:0.0000}")));
}
