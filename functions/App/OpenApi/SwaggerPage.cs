using System.Collections.Concurrent;
using System.IO.Compression;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace MlFunctions.OpenApi;

/// <summary>Swagger UI from its package, without asking any other server for anything.</summary>
internal static class SwaggerPage
{
    /// <summary>The page; its paths are relative, so it works under any route prefix.</summary>
    public const string Html = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>MlFunctions API</title>
          <link rel="icon" href="docs/favicon-32x32.png">
          <link rel="stylesheet" href="docs/swagger-ui.css">
        </head>
        <body>
          <div id="api"></div>
          <script src="docs/swagger-ui-bundle.js"></script>
          <script src="docs/page.js"></script>
        </body>
        </html>
        """;

    /// <summary>What the page may load and do: its own files and the API; its styles are set by its scripts.</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // A file of its own, so that a policy against inline scripts does not stop it.
    private const string Script = """
        SwaggerUIBundle({ url: 'openapi.json' + location.search, dom_id: '#api', deepLinking: true });
        """;

    private const string Folder = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["swagger-ui.css"] = "text/css",
        ["swagger-ui-bundle.js"] = "text/javascript",
        ["favicon-32x32.png"] = "image/png",
        ["page.js"] = "text/javascript",
    };

    private static readonly ConcurrentDictionary<string, byte[]> Files = new(StringComparer.Ordinal);

    /// <summary>A file of the page, or null.</summary>
    public static (byte[] Content, string ContentType)? Find(string file) =>
        Types.TryGetValue(file, out var type) ? (Files.GetOrAdd(file, Read), type) : null;

    private static byte[] Read(string file)
    {
        if (file == "page.js")
        {
            return System.Text.Encoding.UTF8.GetBytes(Script);
        }

        using var resource = typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream(Folder + file)
            ?? throw new FileNotFoundException($"The Swagger UI package has no {file}.", file);
        using var content = new MemoryStream();
        resource.CopyTo(content);

        // The package keeps its files compressed.
        content.Position = 0;
        var isCompressed = content.ReadByte() == 0x1f && content.ReadByte() == 0x8b;
        content.Position = 0;
        if (!isCompressed)
        {
            return content.ToArray();
        }

        using var decoder = new GZipStream(content, CompressionMode.Decompress);
        using var decoded = new MemoryStream();
        decoder.CopyTo(decoded);
        return decoded.ToArray();
    }
}
