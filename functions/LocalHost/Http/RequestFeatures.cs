using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;
using Microsoft.Azure.Functions.Worker.Http;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Http.Data;

namespace MlFunctions.LocalHost.Http;

/// <summary>What the worker's HTTP extension asks of an invocation that a request started: its <see cref="HttpRequestData"/>, and parameters made of its body.</summary>
internal sealed class RequestFeatures : IHttpRequestDataFeature, IFromBodyConversionFeature
{
    private static readonly RequestFeatures Instance = new();

    /// <summary>The feature of that type; null when it is none of these.</summary>
    public static object? Find(Type type) => type == typeof(IHttpRequestDataFeature) || type == typeof(IFromBodyConversionFeature) ? Instance : null;

    /// <inheritdoc/>
    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => new(RequestData.Of(InvocationContext.From(context)));

    /// <inheritdoc/>
    public ValueTask<object?> ConvertAsync(FunctionContext context, Type targetType) => ReadBodyAsync(InvocationContext.From(context), targetType);

    /// <summary>The request's body as a type: text and bytes as they are, everything else from JSON.</summary>
    public static async ValueTask<object?> ReadBodyAsync(InvocationContext context, Type type)
    {
        var request = context.Http!.Request;
        if (type == typeof(string))
        {
            using var reader = new StreamReader(request.Body);
            return await reader.ReadToEndAsync(context.CancellationToken);
        }

        if (type == typeof(byte[]))
        {
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes, context.CancellationToken);
            return bytes.ToArray();
        }

        return type == typeof(Stream) ? request.Body : await request.ReadFromJsonAsync(type, context.CancellationToken);
    }
}
