using System.Collections.Specialized;
using System.Security.Claims;
using System.Web;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A request, independent of ASP.NET Core.</summary>
public abstract class HttpRequestData
{
    /// <summary>Initializes the request.</summary>
    /// <param name="functionContext">The invocation that the request started.</param>
    public HttpRequestData(FunctionContext functionContext) => FunctionContext = functionContext;

    /// <summary>The body.</summary>
    public abstract Stream Body { get; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; }

    /// <summary>The cookies.</summary>
    public abstract IReadOnlyCollection<IHttpCookie> Cookies { get; }

    /// <summary>The whole URL.</summary>
    public abstract Uri Url { get; }

    /// <summary>Who sent it.</summary>
    public abstract IEnumerable<ClaimsIdentity> Identities { get; }

    /// <summary>The method.</summary>
    public abstract string Method { get; }

    /// <summary>The invocation that the request started.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>The parameters of the query.</summary>
    public virtual NameValueCollection Query => field ??= HttpUtility.ParseQueryString(Url.Query);

    /// <summary>An empty response to this request.</summary>
    public abstract HttpResponseData CreateResponse();
}
