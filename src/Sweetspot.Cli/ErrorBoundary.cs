using System.Runtime.InteropServices;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The border of the process: cancels on Ctrl-C and SIGTERM, and turns exceptions into one clear message and an exit code.</summary>
internal static class ErrorBoundary
{
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command)
    {
        using var cancelled = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        try
        {
            return await command(cancelled.Token);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            Console.Error.WriteLine("Cancelled.");
            return ExitCode.Cancelled;
        }
        catch (UserInputException exception)
        {
            foreach (var problem in exception.Problems)
            {
                Console.Error.WriteLine($"error: {problem}");
            }

            return ExitCode.Usage;
        }
        catch (SweetspotException exception) when (exception is ImpossibleSpaceException or ImpossiblePlanException)
        {
            Console.Error.WriteLine($"error: {exception.Message}");
            return ExitCode.NothingFeasible;
        }
        catch (StudyStoreException exception)
        {
            Console.Error.WriteLine($"error: {exception.Message}");
            return ExitCode.Busy;
        }
        catch (SweetspotException exception)
        {
            Console.Error.WriteLine($"error: {exception.Message}");
            return ExitCode.Fault;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            Console.Error.WriteLine($"error: {exception.Message.TrimEnd('.')}; check that the file or folder is there and may be read and written.");
            return ExitCode.Usage;
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"This is a fault of Sweetspot, not yours; please report it:{Environment.NewLine}{exception}");
            return ExitCode.Fault;
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            cancelled.Cancel();
        }
    }
}
