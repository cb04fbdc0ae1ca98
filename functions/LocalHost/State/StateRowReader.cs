namespace MlFunctions.LocalHost.State;

/// <summary>Makes an object of a row.</summary>
internal delegate T StateRowReader<out T>(StateRow row);
