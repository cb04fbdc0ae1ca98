using System.Net;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A response, independent of ASP.NET Core; sent when the function returns it.</summary>
public abstract class HttpResponseData
{
    /// <summary>Initializes the response.</summary>
    /// <param name="functionContext">The invocation that it answers.</param>
    public HttpResponseData(FunctionContext functionContext) => FunctionContext = functionContext;

    /// <summary>The status.</summary>
    public abstract HttpStatusCode StatusCode { get; set; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; set; }

    /// <summary>The body.</summary>
    public abstract Stream Body { get; set; }

    /// <summary>The cookies that it sets.</summary>
    public abstract HttpCookies Cookies { get; }

    /// <summary>The invocation that it answers.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>An empty response to a request.</summary>
    /// <param name="request">The request.</param>
    public static HttpResponseData CreateResponse(HttpRequestData request) => request.CreateResponse();
}
