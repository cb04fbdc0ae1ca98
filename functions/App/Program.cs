using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using MlFunctions;
using MlFunctions.Deployment;
using MlFunctions.Evaluation;
using MlFunctions.Events;
using MlFunctions.Http;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Scoring;
using MlFunctions.Segregation;
using MlFunctions.Training;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseProblems();

builder.Services
    .AddHostParts(builder.Configuration)
    .AddIngestion()
    .AddPreparation()
    .AddSegregation()
    .AddTraining()
    .AddEvaluation()
    .AddDeployment()
    .AddScoring()
    .AddPipelines()
    .AddEvents();

await builder.Build().RunAsync();
