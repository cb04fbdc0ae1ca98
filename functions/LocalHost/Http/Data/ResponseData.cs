using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace MlFunctions.LocalHost.Http.Data;

/// <summary>A response that is kept until the function returns it.</summary>
internal sealed class ResponseData(FunctionContext context) : HttpResponseData(context)
{
    private readonly ResponseCookies _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    /// <summary>Sends any response of the worker's type.</summary>
    public static async Task SendAsync(HttpResponseData data, HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = (int)data.StatusCode;
        foreach (var (name, values) in data.Headers.NonValidated)
        {
            response.Headers.Append(name, values.ToArray());
        }

        foreach (var cookie in (data.Cookies as ResponseCookies)?.All ?? [])
        {
            response.Cookies.Append(cookie.Name, cookie.Value, ResponseCookies.OptionsOf(cookie));
        }

        if (data.Body.CanSeek)
        {
            data.Body.Position = 0;
            response.ContentLength ??= data.Body.Length;
        }

        await data.Body.CopyToAsync(response.Body, http.RequestAborted);
    }
}
