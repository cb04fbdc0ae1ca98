using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker.Http;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Http.Data;

/// <summary>A request of ASP.NET Core as the worker's own type.</summary>
internal sealed class RequestData : HttpRequestData
{
    private readonly HttpRequest _request;

    private RequestData(InvocationContext context, HttpRequest request)
        : base(context) => _request = request;

    public override Stream Body => _request.Body;

    public override HttpHeadersCollection Headers => field ??= new HttpHeadersCollection(
        _request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.OfType<string>())));

    public override IReadOnlyCollection<IHttpCookie> Cookies => field ??=
        [.. _request.Cookies.Select(cookie => new HttpCookie(cookie.Key, cookie.Value))];

    public override Uri Url => field ??= new Uri(_request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => _request.HttpContext.User.Identities;

    public override string Method => _request.Method;

    /// <summary>The request of an invocation; the same one each time it is asked for.</summary>
    public static RequestData Of(InvocationContext context)
    {
        if (context.Features.Get<RequestData>() is { } known)
        {
            return known;
        }

        var made = new RequestData(context, ((HttpContext)context.TriggerValue!).Request);
        context.Features.Set(made);
        return made;
    }

    public override HttpResponseData CreateResponse() => new ResponseData(FunctionContext);
}
