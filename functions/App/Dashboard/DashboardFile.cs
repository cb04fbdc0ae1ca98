using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace MlFunctions.Dashboard;

/// <summary>A file of the dashboard, which lies within the assembly.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ETag">Changes with the content.</param>
internal sealed record DashboardFile(byte[] Content, string ContentType, EntityTagHeaderValue ETag)
{
    /// <summary>What a page may load: its own files, no scripts or styles within markup, and no text that is taken for markup.</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private const string Folder = "dashboard/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private static readonly Dictionary<string, DashboardFile> Files = typeof(DashboardFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToDictionary(name => name[Folder.Length..].Replace('\\', '/'), Read, StringComparer.Ordinal);

    /// <summary>A file by its path, such as <c>pages/runs/runs.js</c>; null: there is none.</summary>
    public static DashboardFile? Find(string path) => Files.GetValueOrDefault(path);

    private static DashboardFile Read(string name)
    {
        using var resource = typeof(DashboardFile).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);

        // Weak, because it is the same whether or not the content is compressed on its way.
        var etag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"", isWeak: true);
        return new DashboardFile(content, Types[Path.GetExtension(name)], etag);
    }
}
