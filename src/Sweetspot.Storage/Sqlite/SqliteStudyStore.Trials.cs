using System.Runtime.InteropServices;
using Sweetspot.Core;

namespace Sweetspot.Storage;

/// <content>The trials of a study.</content>
public sealed partial class SqliteStudyStore
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Trial>> EnqueueAsync(
        long study, IReadOnlyList<TrialRequest> requests, CancellationToken cancellationToken) =>
        await _session.WriteAsync(statements => Enqueue(statements, study, requests), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<Trial?> ClaimAsync(long study, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        // Idle workers ask often: they look before they take the write lock.
        var waiting = await _session.ReadAsync(statements => FirstWaiting(statements, study), cancellationToken).ConfigureAwait(false);
        return waiting is null
            ? null
            : await _session.WriteAsync(
                statements => FirstWaiting(statements, study) is { } number ? Claim(statements, study, number, owner, lease) : null,
                cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<Trial?> ClaimAsync(long study, long number, string owner, TimeSpan lease, CancellationToken cancellationToken) =>
        _session.WriteAsync(statements => Claim(statements, study, number, owner, lease), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(long study, long number, int attempt, TimeSpan lease, CancellationToken cancellationToken) =>
        _session.WriteAsync(
            statements => statements.Execute(
                """
                update trial set lease_end = $end
                where study = $study and number = $number and attempt = $attempt and state = 'Running'
                """,
                ("$end", Rows.Time(_time.GetUtcNow() + lease)),
                ("$study", study),
                ("$number", number),
                ("$attempt", attempt)) == 1,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> FinishAsync(long study, long number, int attempt, Evaluation evaluation, CancellationToken cancellationToken)
    {
        var (metrics, curve) = (TrialJson.Write(evaluation.Metrics), TrialJson.Write(evaluation.Curve));
        return _session.WriteAsync(
            statements =>
            {
                var isFirst = End(statements, study, number, attempt, evaluation, metrics, curve);
                if (!isFirst)
                {
                    KeepDuplicate(statements, study, number, attempt, evaluation, metrics, curve);
                }
                else if (evaluation is Evaluation.Completed { Scores: { IsDefaultOrEmpty: false } scores })
                {
                    KeepScores(statements, study, number, scores.AsSpan());
                }

                return isFirst;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(long study, long number, int attempt, CancellationToken cancellationToken) =>
        await _session.WriteAsync(
            statements => statements.Execute(
                """
                update trial set state = 'Waiting', owner = null, lease_end = null
                where study = $study and number = $number and attempt = $attempt and state = 'Running'
                """,
                ("$study", study),
                ("$number", number),
                ("$attempt", attempt)),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Trial>> HeldAsync(long study, string owner, CancellationToken cancellationToken) => await _session.ReadAsync(
        statements => statements.Query(
            $"select {Rows.TrialColumns} from trial where study = $study and state = 'Running' and owner = $owner order by number", Rows.Trial, ("$study", study), ("$owner", owner)),
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<int> ExpireAsync(long study, int maxAttempts, string? owner, CancellationToken cancellationToken) =>
        _session.WriteAsync(
            statements =>
            {
                var expired = statements.Query(
                    """
                    select number, expiries + 1 from trial
                    where study = $study and state = 'Running' and (owner = $owner or ($owner is null and lease_end <= $now))
                    order by number
                    """,
                    row => (Number: row.GetInt64(0), Times: row.GetInt32(1)),
                    ("$study", study),
                    ("$owner", owner),
                    ("$now", Now()));
                expired.ForEach(trial => Expire(statements, study, trial.Number, trial.Times, trial.Times >= maxAttempts));
                return expired.Count;
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> AbandonAsync(long study, TrialPurpose purpose, string reason, CancellationToken cancellationToken) =>
        _session.WriteAsync(
            statements => statements.Execute(
                """
                update trial set state = 'Abandoned', reason = $reason, finished = $now
                where study = $study and state = 'Waiting' and purpose = $purpose
                """,
                ("$reason", reason),
                ("$now", Now()),
                ("$study", study),
                ("$purpose", purpose.ToString())),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> ReviveAsync(long study, TrialPurpose purpose, CancellationToken cancellationToken) =>
        _session.WriteAsync(
            statements => statements.Execute(
                """
                update trial set state = 'Waiting', reason = null, finished = null
                where study = $study and state = 'Abandoned' and purpose = $purpose
                """,
                ("$study", study),
                ("$purpose", purpose.ToString())),
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Trial>> TrialsAsync(long study, long? afterSequence, CancellationToken cancellationToken) =>
        await _session.ReadAsync(
            statements => afterSequence is { } after
                ? statements.Query(
                    $"select {Rows.TrialColumns} from trial where study = $study and sequence > $after order by sequence",
                    Rows.Trial,
                    ("$study", study),
                    ("$after", after))
                : statements.Query($"select {Rows.TrialColumns} from trial where study = $study order by number", Rows.Trial, ("$study", study)),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<TrialState, int>> CountsAsync(long study, CancellationToken cancellationToken)
    {
        var rows = await _session.ReadAsync(
            statements => statements.Query(
                "select state, count(*) from trial where study = $study group by state",
                row => (State: Enum.Parse<TrialState>(row.GetString(0)), Count: row.GetInt32(1)),
                ("$study", study)),
            cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(row => row.State, row => row.Count);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ExampleScore>> ScoresAsync(long study, long number, CancellationToken cancellationToken)
    {
        var kept = await _session.ReadAsync(
            statements => statements.Query(
                "select rows, scores from trial_score where study = $study and number = $number",
                row => (Rows: row.GetFieldValue<byte[]>(0), Scores: row.GetFieldValue<byte[]>(1)),
                ("$study", study),
                ("$number", number)),
            cancellationToken).ConfigureAwait(false);
        return kept is [var (rows, scores)] ? Pair(MemoryMarshal.Cast<byte, int>(rows), MemoryMarshal.Cast<byte, float>(scores)) : [];
    }

    private static long? FirstWaiting(Statements statements, long study) => (long?)statements.Scalar(
        "select number from trial where study = $study and state = 'Waiting' order by number limit 1", ("$study", study));

    private List<Trial> Enqueue(Statements statements, long study, IReadOnlyList<TrialRequest> requests)
    {
        var next = (long?)statements.Scalar("select next_number from study where id = $study", ("$study", study)) ?? throw NoSuchStudy(study);
        var now = _time.GetUtcNow().ToUniversalTime();
        var trials = new List<Trial>(requests.Count);
        foreach (var request in requests)
        {
            var isNew = Insert(statements, study, next, request, now);
            trials.Add(isNew
                ? new Trial { Number = next++, Request = request, State = TrialState.Waiting, Created = now }
                : FindExisting(statements, study, request));
        }

        statements.Execute("update study set next_number = $next where id = $study", ("$next", next), ("$study", study));
        return trials;
    }

    private static bool Insert(Statements statements, long study, long number, TrialRequest request, DateTimeOffset now) => statements.Execute(
        """
        insert into trial (study, number, state, key, candidate, epochs, dense, seed, fold, purpose, created)
        values ($study, $number, 'Waiting', $key, $candidate, $epochs, $dense, $seed, $fold, $purpose, $now)
        on conflict (study, key, epochs, seed, fold, purpose) do nothing
        """,
        ("$study", study),
        ("$number", number),
        ("$key", request.Candidate.Key),
        ("$candidate", TrialJson.Write(request.Candidate)),
        ("$epochs", request.Fidelity.Epochs),
        ("$dense", request.Fidelity.Dense),
        ("$seed", unchecked((long)request.Seed)),
        ("$fold", request.Fold ?? -1),
        ("$purpose", request.Purpose.ToString()),
        ("$now", Rows.Time(now))) == 1;

    private static Trial FindExisting(Statements statements, long study, TrialRequest request) => statements.Query(
        $"""
        select {Rows.TrialColumns} from trial
        where study = $study and key = $key and epochs = $epochs and seed = $seed and fold = $fold and purpose = $purpose
        """,
        Rows.Trial,
        ("$study", study),
        ("$key", request.Candidate.Key),
        ("$epochs", request.Fidelity.Epochs),
        ("$seed", unchecked((long)request.Seed)),
        ("$fold", request.Fold ?? -1),
        ("$purpose", request.Purpose.ToString()))[0];

    private Trial? Claim(Statements statements, long study, long number, string owner, TimeSpan lease)
    {
        var now = _time.GetUtcNow();
        return statements.Query(
            $"""
            update trial set state = 'Running', attempt = attempt + 1, owner = $owner, lease_end = $end, started = $now
            where study = $study and number = $number and state = 'Waiting'
            returning {Rows.TrialColumns}
            """,
            Rows.Trial,
            ("$owner", owner),
            ("$end", Rows.Time(now + lease)),
            ("$now", Rows.Time(now)),
            ("$study", study),
            ("$number", number)).FirstOrDefault();
    }

    private bool End(
        Statements statements, long study, long number, int attempt, Evaluation evaluation, string? metrics, string? curve)
    {
        var ended = statements.Execute(
            """
            update trial set
              state = $state, sequence = (select next_sequence from study where id = $study), reason = $reason,
              metrics = $metrics, curve = $curve, finished = $now, lease_end = null
            where study = $study and number = $number and attempt >= $attempt and state in ('Running', 'Waiting', 'Lost', 'Abandoned')
            """,
            ("$state", evaluation.State.ToString()),
            ("$reason", evaluation.Reason),
            ("$metrics", metrics),
            ("$curve", curve),
            ("$now", Now()),
            ("$study", study),
            ("$number", number),
            ("$attempt", attempt)) == 1;
        if (ended)
        {
            CountEnding(statements, study);
        }

        return ended;
    }

    private void Expire(Statements statements, long study, long number, int times, bool isLost)
    {
        statements.Execute(
            """
            update trial set
              state = $state, expiries = $times, reason = $reason, finished = $finished, lease_end = null,
              sequence = case when $state = 'Lost' then (select next_sequence from study where id = $study) end
            where study = $study and number = $number
            """,
            ("$state", isLost ? nameof(TrialState.Lost) : nameof(TrialState.Waiting)),
            ("$times", times),
            ("$reason", isLost ? $"its worker died or lost its lease, {times} times" : null),
            ("$finished", isLost ? Now() : null),
            ("$study", study),
            ("$number", number));
        if (isLost)
        {
            CountEnding(statements, study);
        }
    }

    private static void CountEnding(Statements statements, long study) =>
        statements.Execute("update study set next_sequence = next_sequence + 1 where id = $study", ("$study", study));

    private void KeepDuplicate(
        Statements statements, long study, long number, int attempt, Evaluation evaluation, string? metrics, string? curve) =>
        statements.Execute(
            """
            insert into duplicate_result (study, number, attempt, state, reason, metrics, curve, received)
            values ($study, $number, $attempt, $state, $reason, $metrics, $curve, $now)
            """,
            ("$study", study),
            ("$number", number),
            ("$attempt", attempt),
            ("$state", evaluation.State.ToString()),
            ("$reason", evaluation.Reason),
            ("$metrics", metrics),
            ("$curve", curve),
            ("$now", Now()));

    private static void KeepScores(Statements statements, long study, long number, ReadOnlySpan<ExampleScore> scores)
    {
        var (rows, values) = (new int[scores.Length], new float[scores.Length]);
        for (var i = 0; i < scores.Length; i++)
        {
            (rows[i], values[i]) = scores[i];
        }

        statements.Execute(
            "insert or replace into trial_score (study, number, rows, scores) values ($study, $number, $rows, $scores)",
            ("$study", study),
            ("$number", number),
            ("$rows", MemoryMarshal.AsBytes<int>(rows).ToArray()),
            ("$scores", MemoryMarshal.AsBytes<float>(values).ToArray()));
    }

    private static ExampleScore[] Pair(ReadOnlySpan<int> rows, ReadOnlySpan<float> scores)
    {
        var pairs = new ExampleScore[rows.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new ExampleScore(rows[i], scores[i]);
        }

        return pairs;
    }
}
