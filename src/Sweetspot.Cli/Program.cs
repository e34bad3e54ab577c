using System.CommandLine;
using System.CommandLine.Invocation;
using Sweetspot.Cli;

var parsed = RootCommands.Create().Parse(args);
if (parsed.Action is ParseErrorAction)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"error: {error.Message}");
    }

    Console.Error.WriteLine($"See: sweetspot {parsed.CommandResult.Command.Name} --help".Replace("sweetspot sweetspot", "sweetspot", StringComparison.Ordinal));
    return ExitCode.Usage;
}

return await ErrorBoundary.RunAsync(cancellationToken => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken));
