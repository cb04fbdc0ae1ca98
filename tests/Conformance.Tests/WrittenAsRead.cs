using System.Net;
using System.Text;

namespace MlFunctions.Conformance;

/// <summary>A body that is made while it is sent, so that nobody knows how long it will be.</summary>
internal sealed class WrittenAsRead(IEnumerable<string> parts) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var part in parts)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(part));
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
