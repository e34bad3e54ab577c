using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.TestKit;
using Sweetspot.Training;

namespace Sweetspot.Cli.Tests;

public sealed class MessagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plan --model llama-3-8b --context x", "--context: \"x\" is not a whole number from 1.")]
    [InlineData("plan --model llama-3-8b --context 1.5", "--context: \"1.5\" is not a whole number from 1.")]
    [InlineData("plan --model llama-3-8b --context 1T", "--context: \"1T\" is more than 2147483647, the most that can be asked.")]
    [InlineData("plan --hardware H100 --devices 2e6", "--devices: \"2e6\" is more than 1000000, the most that can be asked.")]
    [InlineData("fit runs.csv --resamples 1", "--resamples: \"1\" is not 0 or a whole number from 40 to 100000.")]
    [InlineData("fit runs.csv --budget 1x", "--budget: \"1x\" is not a number above 0, such as 1e22.")]
    [InlineData("plan --model llama-3-8b --batch 0", "--batch: \"0\" is not a whole number from 1.")]
    [InlineData("find digits --price acuracy=1000", "--price: \"acuracy\" is not a metric; did you mean accuracy?")]
    [InlineData("find digits --price accuracy=dear", "--price: \"dear\" is not a number; write for example accuracy=1000.")]
    [InlineData("find digits --price accuracy", "--price: \"accuracy\" is not METRIC=PRICE; write for example accuracy=1000.")]
    public void Parse_WrongValue_SaysWhatIsWrong(string line, string expected) =>
        Assert.Equal(expected, Assert.Single(RootCommands.Create().Parse(line).Errors).Message);

    [Fact]
    public void Plan_LawAlone_SaysHowACurveIsAsked()
    {
        var options = new PlanOptions();
        var command = new System.CommandLine.Command("plan");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        Assert.EndsWith("; a learning curve of your own runs is asked by --at SIZE or --target-error ERROR.", Assert.Throws<UserInputException>(() => options.Question(command.Parse("--law curve.json"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan --model llama-3-8b --context 1e5")]
    [InlineData("plan --model llama-3-8b --context 128k")]
    [InlineData("plan --model llama-3-8b --serve-hardware H100 --prompt 1e9")]
    [InlineData("find digits --seed 18446744073709551615")]
    [InlineData("fit runs.csv --resamples 0")]
    [InlineData("fit runs.csv --resamples 2k --budget 20B,1e22")]
    public void Parse_WholeNumbersAsPeopleWriteThem_AreRead(string line) => Assert.Empty(RootCommands.Create().Parse(line).Errors);

    [Theory]
    [InlineData("fnd digits", "fnd: there is no such command; did you mean find?")]
    [InlineData("exprot --format csv", "exprot: there is no such command; did you mean export?")]
    public void Of_MistypedCommand_NamesTheNearest(string line, string expected) =>
        Assert.Equal([expected], MistypedOptions.Of(RootCommands.Create().Parse(line)));

    [Fact]
    public void Parse_NoOption_TellsATypeOfTheProgram()
    {
        foreach (var command in RootCommands.Create().Subcommands.Where(command => !command.Hidden))
        {
            foreach (var option in command.Options.Where(option => option.ValueType != typeof(bool)))
            {
                Assert.DoesNotContain(RootCommands.Create().Parse([command.Name, option.Name, "no,such=value"]).Errors, error => error.Message.Contains("System.", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Check_OneGroupOnly_IsSaidBeforeTraining()
    {
        var path = _folder.File("train.csv");
        File.WriteAllLines(path, ["x,drive,price", .. Enumerable.Range(0, 40).Select(row => FormattableString.Invariant($"{row},a,{row * 1.5}"))]);
        var data = DatasetLoader.Load(new TaskSpec { Data = path, Target = "price", Group = "drive" }, _folder.Path);

        var thrown = Assert.Throws<UserInputException>(() => Splits.Check(data, 0.2, 1));

        Assert.Contains("At least two groups are needed", thrown.Message, StringComparison.Ordinal);
    }
}
