using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Functions;

public sealed class MiddlewareTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class HelloFunctions
    {
        [Function("Hello")]
        public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request, FunctionContext context) =>
            $"hello {context.Items["word"]}";
    }

    private sealed class Outer(Journal journal) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.Items["word"] = "world";
            journal.Add("outer in");
            await next(context);
            journal.Add("outer out");
        }
    }

    [Fact]
    public async Task Middleware_wraps_the_function_in_the_order_added_and_can_change_the_result()
    {
        var journal = new Journal();
        await using var host = await TestFunctions.StartAsync<HelloFunctions>(build: builder =>
        {
            builder.Services.AddSingleton(journal);
            builder.UseMiddleware<Outer>();
            builder.UseMiddleware(async (context, next) =>
            {
                journal.Add("inner in");
                await next();
                var result = context.GetInvocationResult();
                result.Value = $"{result.Value}!";
            });
        });

        Assert.Equal("hello world!", await host.Client.GetStringAsync("/api/hello", Cancellation));
        Assert.Equal(["outer in", "inner in", "outer out"], journal.Entries);
    }

    [Fact]
    public async Task Middleware_that_does_not_call_next_answers_in_the_functions_place()
    {
        await using var host = await TestFunctions.StartAsync<HelloFunctions>(build: builder => builder.UseWhen(
            context => context.FunctionDefinition.Name == "Hello",
            (context, _) =>
            {
                context.GetInvocationResult().Value = Results.Text("closed");
                return Task.CompletedTask;
            }));

        Assert.Equal("closed", await host.Client.GetStringAsync("/api/hello", Cancellation));
    }
}
