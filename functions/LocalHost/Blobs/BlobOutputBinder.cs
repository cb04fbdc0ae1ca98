using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>Writes outputs with <c>[BlobOutput]</c>; the blob's triggers fire.</summary>
internal sealed class BlobOutputBinder(BlobStores stores, IConfiguration configuration) : IOutputBinder
{
    public OutputBinding? TryBind(FunctionDescriptor function, OutputBindingAttribute attribute)
    {
        if (attribute is not BlobOutputAttribute output)
        {
            return null;
        }

        var store = stores.Of(output.Connection);
        var template = new BindingTemplate(configuration.Resolve(output.BlobPath));
        return (context, value) => store.WriteAsync(
            template.Format(context),
            BlobContent.ToStream(value, context.Json),
            context.CancellationToken);
    }
}
