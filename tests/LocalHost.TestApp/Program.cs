using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost;
using MlFunctions.LocalHost.TestApp;

[assembly: LocalHostOption("--greeting", "What the app says.", ValueName = "TEXT")]
[assembly: LocalHostOption("--quiet", "Says nothing.")]
[assembly: LocalHostOption("--life", "Works until the process ends; the number makes the ids of this life its own.", ValueName = "N")]

var announcer = Announcer.OnStandardOutput();
announcer.Say("begun");
LocalHosting.Use(args);
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton(announcer);
builder.Services.AddSingleton(new Greeting(builder.Configuration["FUNCTIONS_GREETING"] ?? "Hello"));
builder.Services.AddHostedService<AddressPrinter>();
if (builder.Configuration["FUNCTIONS_LIFE"] is { } life)
{
    builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<Workload>(services, life));
}

builder.Build().Run();
