using System.CommandLine;
using System.CommandLine.Help;

namespace Sweetspot.Cli;

/// <summary>The tree of all commands.</summary>
internal static class RootCommands
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Sweetspot finds how big a model should be: it trains and measures sizes on your data and recommends one, with the evidence.")
        {
            new FindCommand(),
            new ShowCommand(),
            new ExportCommand(),
            new PredictCommand(),
            new MeasureCommand(),
            new MeasureMemoryCommand(),
            new MachineCommand(),
            new FitCommand(),
            new PlanCommand(),
            new ClassicCommand(),
            new WorkerCommand(),
        };
        root.Options.OfType<HelpOption>().Single().Action = new HelpWithExamples();
        root.SetAction(_ => root.Parse("--help").Invoke());
        return root;
    }
}
