using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Execution;

/// <summary>Keeps a number of worker processes running, one thread each; replaces those that die and frees their trials at once.</summary>
/// <remarks>Workers end with this process, however it ends: their standard input closes (<see cref="WorkerLifeline"/>).</remarks>
/// <param name="store">The store whose trials the workers claim.</param>
/// <param name="study">The study's number in it.</param>
/// <param name="commandOf">The command of a worker, given the owner name that it must use in the store.</param>
/// <param name="options">Number and limits.</param>
/// <param name="deaths">Told of every worker that ends unasked.</param>
/// <param name="time">The clock.</param>
public sealed class WorkerProcesses(
    IStudyStore store,
    long study,
    Func<string, WorkerCommand> commandOf,
    WorkerProcessesOptions options,
    IProgress<WorkerDeath> deaths,
    TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _burying = new(1);
    private readonly Dictionary<int, WorkerProcess> _running = [];
    private readonly MemoryKills _memoryKills = new(options.MemoryKills ?? MemoryKillCounter.Find());
    private readonly string _name = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
    private ImmutableArray<Task> _places = [];
    private volatile WorkerException? _fault;
    private volatile bool _stopping;
    private int _ended;
    private (int Any, int Idle) _inARow;

    /// <summary>Why no worker is started any more; null while all is well.</summary>
    public Exception? Fault => _fault ?? (Exception?)_places.FirstOrDefault(place => place.IsFaulted)?.Exception?.InnerException;

    /// <summary>Process ids of the workers that run now.</summary>
    public ImmutableArray<int> ProcessIds
    {
        get
        {
            lock (_gate)
            {
                return [.. _running.Values.Select(worker => worker.Id)];
            }
        }
    }

    /// <summary>Starts the workers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _ended = await EndedAsync(cancellationToken).ConfigureAwait(false);
        _places = [.. Enumerable.Range(0, options.Count).Select(KeepAsync)];
    }

    /// <summary>Asks all workers to end, and after a while ends them; then their trials wait again.</summary>
    public async Task StopAsync()
    {
        EndRunning(worker => worker.CloseInput());
        var all = Task.WhenAll(_places);
        try
        {
            await all.WaitAsync(options.StopWithin, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            EndRunning(worker => worker.Kill());
            await all.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _burying.Dispose();
    }

    private void EndRunning(Action<WorkerProcess> end)
    {
        lock (_gate)
        {
            _stopping = true;
            foreach (var worker in _running.Values)
            {
                end(worker);
            }
        }
    }

    /// <summary>Keeps one place filled until the pool stops or gives up.</summary>
    private async Task KeepAsync(int place)
    {
        for (var generation = 1; StartNext(place, $"{_name}-{place}-{generation}") is { } worker; generation++)
        {
            await worker.WaitAsync().ConfigureAwait(false);
            lock (_gate)
            {
                _running.Remove(place);
            }

            await BuryAsync(worker).ConfigureAwait(false);
            worker.Dispose();
        }
    }

    private WorkerProcess? StartNext(int place, string owner)
    {
        lock (_gate)
        {
            if (_stopping || _fault is not null)
            {
                return null;
            }

            try
            {
                return _running[place] = WorkerProcess.Start(owner, commandOf(owner), _memoryKills.Now);
            }
            catch (WorkerException exception)
            {
                _fault = exception;
                return null;
            }
        }
    }

    /// <summary>Frees the trials of a worker that has ended; where it did so unasked, says so and counts it.</summary>
    private async Task BuryAsync(WorkerProcess worker)
    {
        await _burying.WaitAsync().ConfigureAwait(false);
        try
        {
            var isDeath = !_stopping;
            var failed = isDeath && worker.WasKilled ? await FailAsync(worker).ConfigureAwait(false) : 0;
            var trials = failed + await ExpireAsync(worker.Owner, isDeath ? options.MostAttempts : int.MaxValue).ConfigureAwait(false);
            if (isDeath)
            {
                deaths.Report(new WorkerDeath(worker.Owner, worker.Id, worker.Describe(), trials));
                await CountAsync(worker, trials > 0).ConfigureAwait(false);
            }
        }
        finally
        {
            _burying.Release();
        }
    }

    /// <summary>A worker killed for want of memory is an outcome of its trial, which would kill the next one too: it has failed. Where nothing speaks for that, at the second time.</summary>
    private async Task<int> FailAsync(WorkerProcess worker)
    {
        var byMemory = _memoryKills.Explain(worker.MemoryKillsAtStart);
        const string advice = "limit the size (memory, parameters) or give fewer --workers";
        try
        {
            var held = await store.HeldAsync(study, worker.Owner, CancellationToken.None).ConfigureAwait(false);
            var hopeless = held.Where(trial => byMemory || trial.Attempt >= options.MostAttempts).ToList();
            foreach (var trial in hopeless)
            {
                var reason = byMemory ? $"probably out of memory: its worker was killed (signal 9), and the system killed a process for want of memory while it ran; {advice}"
                    : $"its worker was killed {Counted.Of(trial.Attempt, "time")} (signal 9: by hand, or out of memory); if it was memory, {advice}";
                await store.FinishAsync(study, trial.Number, trial.Attempt, new Evaluation.Failed(reason), CancellationToken.None).ConfigureAwait(false);
            }

            return hopeless.Count;
        }
        catch (StudyStoreException exception) when (exception.IsTransient)
        {
            return 0; // The lease runs out by itself, and the trial is tried again.
        }
    }

    private async Task CountAsync(WorkerProcess worker, bool heldTrial)
    {
        var ended = await EndedAsync(CancellationToken.None).ConfigureAwait(false);
        var before = ended > _ended ? default : _inARow;
        _ended = ended;
        _inARow = (before.Any + 1, heldTrial ? 0 : before.Idle + 1);
        if (_inARow.Any >= options.MostDeaths || _inARow.Idle >= options.MostIdleDeaths)
        {
            _fault = new WorkerException(
                $"workers died {_inARow.Any} times in a row without finishing a trial; the last one (process {worker.Id}) {worker.Describe()}");
        }
    }

    private async Task<int> ExpireAsync(string owner, int mostAttempts)
    {
        try
        {
            return await store.ExpireAsync(study, mostAttempts, owner, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StudyStoreException exception) when (exception.IsTransient)
        {
            return 0; // Its leases run out by themselves.
        }
    }

    /// <summary>How many trials have ended with an evaluation.</summary>
    private async Task<int> EndedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var counts = await store.CountsAsync(study, cancellationToken).ConfigureAwait(false);
            return counts
                .Where(pair => pair.Key is not (TrialState.Waiting or TrialState.Running or TrialState.Lost or TrialState.Abandoned))
                .Sum(pair => pair.Value);
        }
        catch (StudyStoreException exception) when (exception.IsTransient)
        {
            return _ended;
        }
    }
}
