using Microsoft.AspNetCore.Http;

namespace MlFunctions.Http;

/// <summary>Who sends a request, as far as the host tells.</summary>
internal static class Caller
{
    // Set by the authentication of App Service, which takes it off requests that come with one of their own.
    private const string PrincipalName = "x-ms-client-principal-name";

    /// <summary>The signed-in person or app; <c>http</c> where nobody has signed in.</summary>
    public static string NameOf(HttpRequest request) => request.Headers[PrincipalName].ToString() is { Length: > 0 } name ? name : "http";
}
