using System.Collections.Concurrent;
using System.Diagnostics;
using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.Execution.Tests;

/// <summary>With real child processes: small shell scripts in place of workers.</summary>
public sealed class WorkerProcessesTests : IProgress<WorkerDeath>, IAsyncDisposable
{
    private const string Obedient = "cat >/dev/null";
    private readonly InMemoryStudyStore _store = new(TimeProvider.System);
    private readonly ConcurrentQueue<WorkerDeath> _deaths = new();

    public WorkerProcessesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the workers of these tests are shell scripts");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    void IProgress<WorkerDeath>.Report(WorkerDeath value) => _deaths.Enqueue(value);

    [Fact]
    public async Task Stop_ObedientWorkers_EndWithTheirInput()
    {
        var study = await StudyAsync();
        await using var pool = Pool(study, _ => Obedient, count: 3);
        await pool.StartAsync(Cancel);
        var processes = pool.ProcessIds;
        Assert.Equal(3, processes.Distinct().Count());

        await pool.StopAsync();

        Assert.All(processes, process => Assert.False(Runs(process)));
        Assert.Empty(_deaths);
        Assert.Null(pool.Fault);
    }

    [Fact]
    public async Task Stop_StubbornWorker_IsEndedWithItsChildrenAndItsTrialWaits()
    {
        var study = await StudyAsync();
        using var folder = new TemporaryFolder();
        var file = folder.File("child");
        await using var pool = Pool(
            study, owner => $"trap '' TERM HUP; sleep 1000 & echo $! > {file}.new; mv {file}.new {file}; while :; do sleep 1; done",
            options => options with { StopWithin = TimeSpan.FromMilliseconds(20) }, claims: 1);
        await pool.StartAsync(Cancel);
        await Eventually.TrueAsync(() => File.Exists(file));
        var child = int.Parse(await File.ReadAllTextAsync(file, Cancel), System.Globalization.CultureInfo.InvariantCulture);
        var worker = Assert.Single(pool.ProcessIds);
        Assert.True(Runs(child));

        await pool.StopAsync();

        Assert.False(Runs(worker));
        await Eventually.TrueAsync(() => !Runs(child));
        Assert.Empty(_deaths);
        Assert.Equal(TrialState.Waiting, (await _store.TrialsAsync(study, null, Cancel))[0].State);
    }

    [Fact]
    public async Task Death_HoldingATrial_FreesItAtOnceAndIsReplaced()
    {
        var study = await StudyAsync();
        var starts = 0;
        await using var pool = Pool(study, _ => Interlocked.Increment(ref starts) == 1 ? "echo bad luck >&2; kill -9 $$" : Obedient, claims: 1);

        await pool.StartAsync(Cancel);
        await Eventually.TrueAsync(() => Volatile.Read(ref starts) == 2);

        var death = Assert.Single(_deaths);
        Assert.Equal(1, death.Trials);
        Assert.Equal($"was killed (signal 9: by hand, or because memory ran out); it wrote last:{Environment.NewLine}bad luck", death.Reason);
        Assert.Equal(TrialState.Waiting, (await _store.TrialsAsync(study, null, Cancel))[0].State);
        Assert.Null(pool.Fault);
    }

    [Fact]
    public async Task Death_EachTimeAtTheStart_PoolGivesUpWithTheLastLines()
    {
        var study = await StudyAsync();
        await using var pool = Pool(study, _ => "for i in $(seq 30); do echo line $i >&2; done; exit 7");

        await pool.StartAsync(Cancel);
        await Eventually.TrueAsync(() => pool.Fault is not null);

        Assert.Equal(3, _deaths.Count);
        var lines = string.Join(Environment.NewLine, Enumerable.Range(11, 20).Select(i => $"line {i}"));
        Assert.Equal(
            $"workers died 3 times in a row without finishing a trial; the last one (process {_deaths.Last().ProcessId}) " +
            $"ended with exit code 7; it wrote last:{Environment.NewLine}{lines}",
            Assert.IsType<WorkerException>(pool.Fault).Message);
    }

    [Fact]
    public async Task Death_OneTrialThatKillsItsWorkers_IsLostAndThePoolGoesOn()
    {
        var study = await StudyAsync(trials: 1);
        var starts = 0;
        await using var pool = Pool(study, _ => Interlocked.Increment(ref starts) <= 2 ? "exit 3" : Obedient, claims: 2);

        await pool.StartAsync(Cancel);
        await Eventually.TrueAsync(() => Volatile.Read(ref starts) == 3);

        Assert.Equal(TrialState.Lost, (await _store.TrialsAsync(study, null, Cancel))[0].State);
        Assert.Null(pool.Fault);
    }

    [Fact]
    public async Task Death_KilledForMemory_FailsItsTrialAtOnceAndOthersGoOn()
    {
        var study = await StudyAsync(trials: 8);
        var (starts, kills) = (0, 0L);
        await using var pool = Pool(
            study, _ => Interlocked.Increment(ref starts) <= 7 ? "kill -9 $$" : Obedient, options => options with { MemoryKills = () => kills++ }, claims: 7);

        await pool.StartAsync(Cancel);
        await Eventually.TrueAsync(() => Volatile.Read(ref starts) == 8);

        // Seven in a row, each with its trial: outcomes, not a fault of the pool.
        var trials = await _store.TrialsAsync(study, null, Cancel);
        Assert.Equal(7, trials.Count(trial => trial.State == TrialState.Failed));
        Assert.All(trials.Take(7), trial => Assert.Equal(
            "probably out of memory: its worker was killed (signal 9), and the system killed a process for want of memory while it ran; limit the size (memory, parameters) or give fewer --workers", trial.Reason));
        Assert.Null(pool.Fault);
    }

    [Fact]
    public async Task Death_KilledAfterMemoryRanOutBeforeItStarted_IsNotBlamedOnMemory()
    {
        var study = await StudyAsync(trials: 1);
        var (starts, kills) = (0, 0L);
        await using var pool = Pool(study, _ => ++kills <= 2 ? "kill -9 $$" : Started(), options => options with { MemoryKills = () => kills }, claims: 2);
        string Started()
        {
            Volatile.Write(ref starts, 1);
            return Obedient;
        }

        await pool.StartAsync(Cancel);
        await Eventually.TrueAsync(() => Volatile.Read(ref starts) == 1);

        var trial = (await _store.TrialsAsync(study, null, Cancel))[0];
        Assert.StartsWith("its worker was killed 2 times (signal 9: by hand, or out of memory)", trial.Reason);
    }

    [Fact]
    public async Task Death_KilledTwiceForAReasonUnknown_FailsItsTrialAndNamesBoth()
    {
        var study = await StudyAsync(trials: 1);
        var starts = 0;
        await using var pool = Pool(study, _ => Interlocked.Increment(ref starts) <= 2 ? "kill -9 $$" : Obedient, options => options with { MemoryKills = () => null }, claims: 2);

        await pool.StartAsync(Cancel);
        await Eventually.TrueAsync(() => Volatile.Read(ref starts) == 3);

        var trial = (await _store.TrialsAsync(study, null, Cancel))[0];
        Assert.Equal(TrialState.Failed, trial.State);
        Assert.Equal(
            "its worker was killed 2 times (signal 9: by hand, or out of memory); if it was memory, limit the size (memory, parameters) or give fewer --workers", trial.Reason);
    }

    [Fact]
    public async Task Death_BetweenFinishedTrials_IsForgotten()
    {
        var study = await StudyAsync(trials: 9);
        var starts = 0;
        await using var pool = Pool(study, owner =>
        {
            Finish(study, owner);
            return Interlocked.Increment(ref starts) <= 8 ? "exit 3" : Obedient;
        });

        await pool.StartAsync(Cancel);
        await Eventually.TrueAsync(() => Volatile.Read(ref starts) == 9);

        Assert.Equal(8, _deaths.Count);
        Assert.Null(pool.Fault);
    }

    [Fact]
    public async Task Start_Worker_GetsOneThread()
    {
        var study = await StudyAsync();
        await using var pool = Pool(study, _ => "echo $OMP_NUM_THREADS $MKL_NUM_THREADS $DOTNET_gcServer $DOTNET_TieredPGO; exit 1");

        await pool.StartAsync(Cancel);
        await Eventually.TrueAsync(() => !_deaths.IsEmpty);

        Assert.EndsWith($"{Environment.NewLine}1 1 0 0", _deaths.First().Reason);
    }

    [Fact]
    public async Task Start_ProgramMissing_IsAFault()
    {
        var study = await StudyAsync();
        var options = new WorkerProcessesOptions { Count = 1 };
        await using var pool = new WorkerProcesses(
            _store, study, _ => new WorkerCommand("/no/such/program", []), options, this, TimeProvider.System);

        await pool.StartAsync(Cancel);

        Assert.StartsWith(
            "the worker program /no/such/program cannot be started: ", Assert.IsType<WorkerException>(pool.Fault).Message);
    }

    [Fact]
    public void OfThisProgram_Arguments_ComeLast()
    {
        var command = WorkerCommand.OfThisProgram("worker", "--study", "1");

        Assert.True(File.Exists(command.FileName));
        Assert.Equal(["worker", "--study", "1"], command.Arguments.TakeLast(3));
    }

    private static bool Runs(int process)
    {
        // A killed child of a killed parent may stay a zombie until the system's first process collects it.
        var status = $"/proc/{process}/stat";
        if (OperatingSystem.IsLinux())
        {
            return File.Exists(status) && !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
        }

        return Array.Exists(Process.GetProcesses(), running => running.Id == process);
    }

    private WorkerProcesses Pool(
        long study,
        Func<string, string> script,
        Func<WorkerProcessesOptions, WorkerProcessesOptions>? configure = null,
        int count = 1,
        int claims = 0)
    {
        var options = new WorkerProcessesOptions { Count = count, StopWithin = TimeSpan.FromMinutes(1) };
        return new WorkerProcesses(_store, study, CommandOf, configure is null ? options : configure(options), this, TimeProvider.System);

        WorkerCommand CommandOf(string owner)
        {
            if (claims-- > 0)
            {
                // The in-memory store answers at once.
                Assert.True(_store.ClaimAsync(study, owner, TimeSpan.FromHours(1), Cancel).AsTask().IsCompletedSuccessfully);
            }

            return new WorkerCommand("/bin/sh", ["-c", script(owner)]);
        }
    }

    private void Finish(long study, string owner)
    {
        var claim = _store.ClaimAsync(study, owner, TimeSpan.FromHours(1), Cancel).AsTask();
        Assert.True(claim.IsCompletedSuccessfully);
        Assert.True(_store.FinishAsync(study, claim.Result!.Number, 1, Requests.Done(1), Cancel).AsTask().IsCompletedSuccessfully);
    }

    private async Task<long> StudyAsync(int trials = 2)
    {
        var study = await _store.CreateAsync("digits", "abc", "{}", Cancel);
        await _store.EnqueueAsync(study.Id, Requests.Many(trials), Cancel);
        return study.Id;
    }
}
