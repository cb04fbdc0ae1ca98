using System.Reflection;

namespace MlFunctions.Training;

/// <summary>The version of this program, which models are made by.</summary>
internal static class CodeVersion
{
    /// <summary>The informational version: the release, and the commit where the build knows it.</summary>
    public static string Current { get; } =
        typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
