using System.Text.Json;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Http.Keys;

/// <summary>Keeps the keys in <c>{state}/keys.json</c>, readable by its owner alone; what is missing is made and added.</summary>
internal static class KeyFile
{
    public const string FileName = "keys.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The keys of the host and of each function that needs one.</summary>
    /// <param name="stateDirectory">Where the file is.</param>
    /// <param name="functions">The functions.</param>
    /// <exception cref="Hosting.StartupException">The file is not what was written there.</exception>
    public static KeySet Open(string stateDirectory, IEnumerable<FunctionDescriptor> functions)
    {
        var path = Path.Combine(stateDirectory, FileName);
        var kept = File.Exists(path) ? Read(path) : KeySet.Empty;
        var complete = kept.Complete(functions.Select(function => function.Name));
        if (complete != kept)
        {
            Write(path, complete);
        }

        return complete;
    }

    private static KeySet Read(string path)
    {
        try
        {
            var keys = JsonSerializer.Deserialize<KeySet>(File.ReadAllBytes(path), Json) ?? throw new JsonException("it is empty");
            return keys.Functions is null ? keys with { Functions = KeySet.Empty.Functions } : keys;
        }
        catch (JsonException exception)
        {
            throw new Hosting.StartupException($"{path} does not hold keys ({exception.Message}); put it right, or delete it to have new keys.", exception);
        }
    }

    private static void Write(string path, KeySet keys)
    {
        var unfinished = path + ".new";
        var options = new FileStreamOptions { Access = FileAccess.Write, Mode = FileMode.Create };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(unfinished, options))
        {
            JsonSerializer.Serialize(stream, keys, Json);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
