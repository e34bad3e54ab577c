using System.CommandLine;
using Sweetspot.Execution;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot worker</c>, hidden: trains what waits in a store until its standard input closes. Started by <c>find</c>.</summary>
internal sealed class WorkerCommand : Command
{
    private readonly Option<string> _workspace = new("--workspace") { Required = true };
    private readonly Option<long> _study = new("--study") { Required = true };
    private readonly Option<string> _owner = new("--owner") { Required = true };

    public WorkerCommand()
        : base("worker", "Trains what waits in a store; started by find.")
    {
        Hidden = true;
        Add(_workspace);
        Add(_study);
        Add(_owner);
        SetAction((parsed, cancellationToken) => RunAsync(
            new Workspace(parsed.GetRequiredValue(_workspace)), parsed.GetRequiredValue(_study), parsed.GetRequiredValue(_owner), cancellationToken));
    }

    private static async Task<int> RunAsync(Workspace workspace, long study, string owner, CancellationToken cancellationToken)
    {
        using var lifeline = new WorkerLifeline(Console.OpenStandardInput());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lifeline.Token, cancellationToken);
        await using var session = await StudySession.OfStoredAsync(workspace, study, stop.Token);
        await session.WorkAsync(owner, stop.Token);
        return ExitCode.Ok;
    }
}
