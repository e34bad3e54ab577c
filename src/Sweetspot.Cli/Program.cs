using System.CommandLine;
using System.CommandLine.Invocation;
using Sweetspot.Cli;

var parsed = RootCommands.Create().Parse(args);
var mistyped = parsed.Action is HelpWithExamples ? [] : MistypedOptions.Of(parsed);
if (parsed.Action is ParseErrorAction || mistyped.Count > 0)
{
    foreach (var error in mistyped.Count > 0 ? mistyped : parsed.Errors.Select(error => error.Message))
    {
        Console.Error.WriteLine($"error: {error}");
    }

    Console.Error.WriteLine($"See: sweetspot {parsed.CommandResult.Command.Name} --help".Replace("sweetspot sweetspot", "sweetspot", StringComparison.Ordinal));
    return ExitCode.Usage;
}

return await ErrorBoundary.RunAsync(cancellationToken => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken));
