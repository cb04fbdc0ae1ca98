namespace MlFunctions.LocalHost.TestApp;

public sealed record Greeting(string Text);
