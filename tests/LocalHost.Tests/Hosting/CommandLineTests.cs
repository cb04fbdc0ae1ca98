using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Hosting.Options;

namespace MlFunctions.LocalHost.Tests.Hosting;

public sealed class CommandLineTests
{
    private static LocalHostOptions Read(params string[] args) => LocalHostOptionsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(CommandLine.Parse(args, CommandLineOption.Standard)).Build());

    [Fact]
    public void Without_options_the_host_is_local_and_open()
    {
        var options = Read();

        Assert.Equal(7071, options.Port);
        Assert.Equal(Path.GetFullPath(".mlfunctions"), options.StateDirectory);
        Assert.Equal("127.0.0.1", options.Address.ToString());
        Assert.False(options.RequireKeys);
    }

    [Theory]
    [InlineData("--port", "0")]
    [InlineData("--port=0")]
    public void A_value_follows_its_option_or_an_equals_sign(params string[] args) => Assert.Equal(0, Read(args).Port);

    [Fact]
    public void Keys_are_required_when_asked_for() => Assert.True(Read("--require-keys").RequireKeys);

    [Fact]
    public void Keys_are_always_required_off_loopback() => Assert.True(Read("--address", "0.0.0.0").RequireKeys);

    [Theory]
    [InlineData("Unknown option '--prot'. There are --state, --port, --address, --require-keys, --help.", "--prot", "80")]
    [InlineData("Option --port needs a value: --port N.", "--port")]
    [InlineData("Option --port needs a value: --port N.", "--port", "--require-keys")]
    [InlineData("Option --port (FUNCTIONS_PORT) must be a number from 0 to 65535; it is '70710'.", "--port", "70710")]
    [InlineData("Option --require-keys takes no value; 'no' was given.", "--require-keys=no")]
    [InlineData("Option --address (FUNCTIONS_ADDRESS) must be an IP address such as 127.0.0.1; it is 'here'.", "--address", "here")]
    public void A_wrong_option_is_refused_in_one_line(string message, params string[] args) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Read(args)).Message);

    [Fact]
    public void Help_lists_every_option_with_its_value() =>
        Assert.All(CommandLineOption.Standard, option => Assert.Contains($"  {option.Name}", CommandLine.Help("app", CommandLineOption.Standard), StringComparison.Ordinal));
}
