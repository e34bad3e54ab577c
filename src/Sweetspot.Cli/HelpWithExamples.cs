using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Sweetspot.Cli;

/// <summary>The usual help, and after it the examples of a command that has some.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    /// <summary>Columns of the terminal.</summary>
    public int MaxWidth
    {
        get => _help.MaxWidth;
        set => _help.MaxWidth = value;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = _help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is IHasExamples { Examples: var examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
