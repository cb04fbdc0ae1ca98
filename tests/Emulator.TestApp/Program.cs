using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.Emulator;
using MlFunctions.Emulator.TestApp;

[assembly: EmulatorOption("--greeting", "What the app says.", ValueName = "TEXT")]
[assembly: EmulatorOption("--quiet", "Says nothing.")]

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton(new Greeting(builder.Configuration["FUNCTIONS_GREETING"] ?? "Hello"));
builder.Services.AddHostedService<AddressPrinter>();
builder.Build().Run();
