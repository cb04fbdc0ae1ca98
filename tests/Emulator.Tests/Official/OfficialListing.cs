using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace MlFunctions.Emulator.Tests.Official;

/// <summary>
/// The official packages' public types and members, as <c>../shared/official-api/*.txt</c> beside the repository lists them:
/// a type's line begins in the first column, its members' lines are indented.
/// </summary>
internal sealed partial class OfficialListing
{
    private readonly Dictionary<string, HashSet<string>> _membersByType = [];

    private OfficialListing(IEnumerable<string> lines)
    {
        HashSet<string>? members = null;
        foreach (var line in lines.Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            if (line.StartsWith(' '))
            {
                members!.UnionWith(line.Contains(" = ", StringComparison.Ordinal) && EnumLine().IsMatch(line) ? line.Trim().Split(", ") : [line.Trim()]);
                continue;
            }

            var name = TypeLine().Match(line).Groups["name"].Value;
            if (!_membersByType.TryGetValue(name, out members))
            {
                _membersByType.Add(name, members = []);
            }

            members.Add(TypeLine().Match(line).Groups["kind"].Value);
        }
    }

    /// <summary>The namespaces that have types in the listing.</summary>
    public IEnumerable<string> Namespaces => _membersByType.Keys.Select(name => name[..name.LastIndexOf('.')]).Distinct();

    /// <summary>The listing, or null where it is not kept.</summary>
    public static OfficialListing? Find([CallerFilePath] string here = "")
    {
        var repository = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
        var directory = Path.Combine(repository, "..", "shared", "official-api");
        return Directory.Exists(directory)
            ? new OfficialListing(Directory.GetFiles(directory, "*.txt").SelectMany(File.ReadLines))
            : null;
    }

    /// <summary>The kind and members of a type, or null when the packages have none of that name.</summary>
    public IReadOnlySet<string>? MembersOf(string type) => _membersByType.GetValueOrDefault(type);

    [GeneratedRegex(@"^(?<kind>(static |abstract |sealed |readonly )*(class|struct|interface|enum|delegate)) (?<name>[\w.]+(<[\w, ]+>)?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^ +\w+ = -?\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnumLine();
}
