namespace MlFunctions.LocalHost.Functions;

/// <summary>A function ran longer than host.json lets it.</summary>
internal sealed class FunctionTimeoutException(string function, TimeSpan limit)
    : Exception($"Function '{function}' was given up after {limit}.");
