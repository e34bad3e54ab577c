namespace Sweetspot.Cli.Tests;

public class MistypedOptionsTests
{
    [Theory]
    [InlineData("find --bogus", "--bogus: there is no such option.")]
    [InlineData("find --minimise latency_ms", "--minimise: there is no such option; did you mean --minimize?")]
    [InlineData("find digits --trails=5", "--trails: there is no such option; did you mean --trials?")]
    [InlineData("show -json", "-json: there is no such option; did you mean --json?")]
    [InlineData("predict --outptu a b c", "--outptu: there is no such option; did you mean --output?")]
    public void Of_OptionsThatNoCommandHas_NamesTheNearest(string line, string expected) =>
        Assert.Equal([expected], MistypedOptions.Of(RootCommands.Create().Parse(line)));

    [Theory]
    [InlineData("find digits --trials 5")]
    [InlineData("find --constraint \"-1 <= parameters\" digits")]
    [InlineData("find -- --bogus")]
    public void Of_OthersThatLookSo_Nothing(string line) => Assert.Empty(MistypedOptions.Of(RootCommands.Create().Parse(line)));
}
