using Microsoft.Azure.Functions.Worker.Builder;
using MlFunctions;
using MlFunctions.Audit;
using MlFunctions.Deployment;
using MlFunctions.Evaluation;
using MlFunctions.Events;
using MlFunctions.Extensions;
using MlFunctions.Feedback;
using MlFunctions.Http;
using MlFunctions.Ingestion;
using MlFunctions.Lineage;
using MlFunctions.Monitoring;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Scoring;
using MlFunctions.Segregation;
using MlFunctions.Training;

HostComposition.UseLocalHost(args);
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseHttp();
builder.UseAudit();

builder.Services
    .AddHostParts(builder.Configuration)
    .AddHttp(builder.Configuration)
    .AddIngestion()
    .AddPreparation()
    .AddSegregation()
    .AddTraining()
    .AddEvaluation()
    .AddDeployment()
    .AddScoring()
    .AddFeedback()
    .AddMonitoring()
    .AddEvents()
    .AddAudit()
    .AddLineage()
    .AddPipelines()
    .AddExtensions(builder.Configuration);

return await builder.RunAsync(args);
