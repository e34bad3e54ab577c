using Sweetspot.Core;

namespace Sweetspot.Execution;

/// <summary>Claims waiting trials of one study, evaluates them one at a time and records how they ended, until it is cancelled.</summary>
/// <param name="store">Holds the trials.</param>
/// <param name="evaluator">Evaluates them.</param>
/// <param name="study">The study's number in the store.</param>
/// <param name="owner">This worker's name; unique among all that ever ran, so that the trials of a dead one are known.</param>
/// <param name="options">Leases and pauses.</param>
/// <param name="time">The clock.</param>
public sealed class WorkerLoop(
    IStudyStore store, IEvaluator evaluator, long study, string owner, WorkerOptions options, TimeProvider time)
{
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(1);

    /// <summary>Works until cancelled; then gives the running trial back, undone, and returns.</summary>
    /// <exception cref="StudyStoreException">The store is unusable, or stayed busy for all tries.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pause = s_shortestPause;
            while (true)
            {
                var trial = await RetryAsync(
                    () => store.ClaimAsync(study, owner, options.Lease, cancellationToken), cancellationToken).ConfigureAwait(false);
                if (trial is null)
                {
                    pause = pause < options.PollEvery ? pause : options.PollEvery;
                    await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
                    pause *= 2;
                }
                else
                {
                    pause = s_shortestPause;
                    await RunTrialAsync(trial, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop: the normal end of a worker.
        }
    }

    private async Task RunTrialAsync(Trial trial, CancellationToken cancellationToken)
    {
        using var lost = new CancellationTokenSource();
        using var limit = new CancellationTokenSource(options.TrialLimit ?? Timeout.InfiniteTimeSpan, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost.Token, limit.Token);
        using var ended = new CancellationTokenSource();
        var renewal = RenewAsync(trial, lost, ended.Token);

        var evaluation = await EvaluateAsync(trial.Request, stop.Token, limit.Token).ConfigureAwait(false);

        await ended.CancelAsync().ConfigureAwait(false);
        await renewal.ConfigureAwait(false);
        if (evaluation is not null)
        {
            // Even when cancelled meanwhile: a finished trial is never thrown away.
            await RetryAsync(
                () => store.FinishAsync(study, trial.Number, trial.Attempt, evaluation, CancellationToken.None), CancellationToken.None)
                .ConfigureAwait(false);
        }
        else if (!lost.IsCancellationRequested)
        {
            await RetryAsync(() => ReleaseAsync(trial), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The outcome; null where it was stopped and nothing is to be recorded.</summary>
    private async Task<Evaluation?> EvaluateAsync(TrialRequest request, CancellationToken stop, CancellationToken limit)
    {
        try
        {
            var evaluation = await evaluator.EvaluateAsync(request, stop).ConfigureAwait(false);
            return Outcomes.Checked(evaluation);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return limit.IsCancellationRequested ? new Evaluation.TimedOut(options.TrialLimit!.Value) : null;
        }
        catch (Exception exception)
        {
            // The border of a trial: one bad trial never ends a study.
            return Outcomes.Of(exception);
        }
    }

    private async Task RenewAsync(Trial trial, CancellationTokenSource lost, CancellationToken ended)
    {
        try
        {
            do
            {
                await Task.Delay(options.RenewEvery, time, ended).ConfigureAwait(false);
            }
            while (await TryRenewAsync(trial, ended).ConfigureAwait(false));

            await lost.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The trial has ended: nothing is left to renew.
        }
    }

    private async Task<bool> TryRenewAsync(Trial trial, CancellationToken ended)
    {
        try
        {
            return await store.RenewAsync(study, trial.Number, trial.Attempt, options.Lease, ended).ConfigureAwait(false);
        }
        catch (StudyStoreException)
        {
            return true; // A lease lasts for several renewals: the next one may succeed, and a late result is accepted too.
        }
    }

    private async ValueTask<bool> ReleaseAsync(Trial trial)
    {
        await store.ReleaseAsync(study, trial.Number, trial.Attempt, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private async Task<T> RetryAsync<T>(Func<ValueTask<T>> work, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (StudyStoreException exception) when (exception.IsTransient && tries < options.MostTries)
            {
                await Task.Delay(options.RetryEvery, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
