using Microsoft.Data.Sqlite;
using Sweetspot.Core;

namespace Sweetspot.Storage;

/// <summary>Keeps studies in one SQLite file on a local disk; any number of processes may use it at once.</summary>
/// <remarks>Thread-safe: callers of one store take turns. A commit survives the death of the process (write-ahead log).</remarks>
public sealed partial class SqliteStudyStore : IStudyStore
{
    private readonly SqliteSession _session;
    private readonly TimeProvider _time;

    private SqliteStudyStore(SqliteSession session, TimeProvider time) => (_session, _time) = (session, time);

    /// <summary>Opens a file to work on it, making it and its folder where they are missing.</summary>
    /// <exception cref="StudyStoreException">Damaged, not a study store, on a network file system, or of a newer version.</exception>
    public static ValueTask<SqliteStudyStore> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(path, time, FileSystems.TypeOf, cancellationToken);

    /// <summary>Opens a file to look at it; nothing can be changed through the result.</summary>
    /// <exception cref="StudyStoreException">There is no study, or as in <see cref="OpenAsync(string, TimeProvider, CancellationToken)"/>.</exception>
    public static async ValueTask<SqliteStudyStore> OpenReadOnlyAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            throw SqliteSchema.NoStudy(path);
        }

        return await StartAsync(
            SqliteSession.Open(path, SqliteOpenMode.ReadOnly), time, session => SqliteSchema.CheckAsync(session, cancellationToken))
            .ConfigureAwait(false);
    }

    internal static async ValueTask<SqliteStudyStore> OpenAsync(
        string path, TimeProvider time, Func<string, string?> fileSystemOf, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        MakeFolder(path);
        if (fileSystemOf(path) is { } type && FileSystems.IsNetwork(type))
        {
            throw new StudyStoreException(
                $"{path}: lies on a network file system ({type}), where SQLite's locks do not hold and studies get damaged; " +
                "work in a folder on a local disk, or share the study between machines through PostgreSQL");
        }

        return await StartAsync(
            SqliteSession.Open(path, SqliteOpenMode.ReadWriteCreate), time, session => SqliteSchema.ApplyAsync(session, time, cancellationToken))
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<StudyRecord?> FindAsync(string identity, CancellationToken cancellationToken) =>
        _session.ReadAsync(statements => Newest(statements, identity), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StudyRecord>> StudiesAsync(CancellationToken cancellationToken) => await _session.ReadAsync(
        statements => statements.Query($"select {Rows.StudyColumns} from study order by id desc", Rows.Study), cancellationToken)
        .ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<StudyRecord> FindOrCreateAsync(string name, string identity, string definition, CancellationToken cancellationToken) =>
        _session.WriteAsync(statements => Newest(statements, identity) ?? Insert(statements, name, identity, definition), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StudyRecord> CreateAsync(string name, string identity, string definition, CancellationToken cancellationToken) =>
        _session.WriteAsync(statements => Insert(statements, name, identity, definition), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetStateAsync(long study, StudyState state, CancellationToken cancellationToken)
    {
        var changed = await _session.WriteAsync(
            statements => statements.Execute("update study set state = $state where id = $study", ("$state", state.ToString()), ("$study", study)),
            cancellationToken).ConfigureAwait(false);
        if (changed == 0)
        {
            throw NoSuchStudy(study);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> LockAsync(long study, CancellationToken cancellationToken)
    {
        var name = await _session.ReadAsync(
            statements => statements.Scalar("select name from study where id = $study", ("$study", study)), cancellationToken)
            .ConfigureAwait(false) as string ?? throw NoSuchStudy(study);
        return StudyLock.Take(LockOf(study), name);
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsLockedAsync(long study, CancellationToken cancellationToken) => new(StudyLock.IsHeld(LockOf(study)));

    /// <inheritdoc/>
    public async ValueTask<string?> ReadAsync(string key, CancellationToken cancellationToken) => await _session.ReadAsync(
        statements => statements.Scalar("select value from memo where key = $key", ("$key", key)), cancellationToken)
        .ConfigureAwait(false) as string;

    /// <inheritdoc/>
    public async ValueTask WriteAsync(string key, string value, CancellationToken cancellationToken) => await _session.WriteAsync(
        statements => statements.Execute(
            "insert into memo (key, value) values ($key, $value) on conflict (key) do update set value = excluded.value",
            ("$key", key),
            ("$value", value)),
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static async ValueTask<SqliteStudyStore> StartAsync(SqliteSession session, TimeProvider time, Func<SqliteSession, ValueTask> check)
    {
        try
        {
            await check(session).ConfigureAwait(false);
            return new SqliteStudyStore(session, time);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static void MakeFolder(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StudyStoreException($"{folder}: the study's folder cannot be made ({exception.Message}); work where you may write", exception);
        }
    }

    private StudyStoreException NoSuchStudy(long study) => new($"{_session.Path}: there is no study {study}");

    private static StudyRecord? Newest(Statements statements, string identity) => statements.Query(
        $"select {Rows.StudyColumns} from study where identity = $identity order by id desc limit 1", Rows.Study, ("$identity", identity)).FirstOrDefault();

    private StudyRecord Insert(Statements statements, string name, string identity, string definition) => statements.Query(
        $"""
        insert into study (name, identity, definition, state, created) values ($name, $identity, $definition, $state, $now)
        returning {Rows.StudyColumns}
        """,
        Rows.Study,
        ("$name", name),
        ("$identity", identity),
        ("$definition", definition),
        ("$state", nameof(StudyState.Running)),
        ("$now", Now()))[0];

    private string LockOf(long study) => $"{Path.ChangeExtension(_session.Path, null)}-{study}";

    private string Now() => Rows.Time(_time.GetUtcNow());
}
