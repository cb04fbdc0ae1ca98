using System.Reflection;
using MlFunctions.Learning;

namespace MlFunctions.Training;

/// <summary>The version of this program, which models are made by.</summary>
internal static class CodeVersion
{
    /// <summary>
    /// The release and commit, as far as the build knows them, and the module ids of the program and of its algorithms:
    /// builds are deterministic, so these change when code does and not otherwise.
    /// </summary>
    public static string Current { get; } = string.Join(
        '.',
        typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        typeof(CodeVersion).Module.ModuleVersionId.ToString("n")[..8],
        typeof(IModel).Module.ModuleVersionId.ToString("n")[..8]);
}
