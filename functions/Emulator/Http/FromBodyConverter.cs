using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using MlFunctions.Emulator.Functions;

namespace MlFunctions.Emulator.Http;

/// <summary>Makes a parameter of the request's body: text and bytes as they are, everything else from JSON.</summary>
internal sealed class FromBodyConverter : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.FunctionContext.GetHttpContext() is null)
        {
            return ConversionResult.Unhandled();
        }

        try
        {
            return ConversionResult.Success(await ReadAsync(InvocationContext.From(context.FunctionContext), context.TargetType));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return ConversionResult.Failed(exception);
        }
    }

    public static async ValueTask<object?> ReadAsync(InvocationContext context, Type type)
    {
        var request = ((HttpContext)context.TriggerValue!).Request;
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
