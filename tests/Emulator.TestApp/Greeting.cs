namespace MlFunctions.Emulator.TestApp;

public sealed record Greeting(string Text);
