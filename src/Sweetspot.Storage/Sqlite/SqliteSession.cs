using Microsoft.Data.Sqlite;

namespace Sweetspot.Storage;

/// <summary>The one open connection of a store; its callers take turns. Faults of SQLite leave as <c>StudyStoreException</c>.</summary>
internal sealed class SqliteSession : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteConnection _connection;
    private readonly Statements _statements;

    private SqliteSession(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
        _statements = new Statements(connection);
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>The connection, for migrations alone.</summary>
    public SqliteConnection Connection => _connection;

    /// <summary>Opens the file; creates it unless <paramref name="mode"/> says otherwise.</summary>
    public static SqliteSession Open(string path, SqliteOpenMode mode) => StoreErrors.Translate(path, () =>
    {
        // Pooling would keep the file open after the store is disposed. Shared cache is never used: WAL does it better.
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            var session = new SqliteSession(path, connection);
            session._statements.Execute("pragma busy_timeout = 30000");
            session._statements.Execute(mode == SqliteOpenMode.ReadOnly ? "pragma query_only = on" : "pragma synchronous = normal");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });

    /// <summary>Reads; sees one consistent state only within one statement.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<Statements, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return StoreErrors.Translate(Path, () => work(_statements));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Does all of <paramref name="work"/> in one write transaction, or nothing.</summary>
    public ValueTask<T> WriteAsync<T>(Func<Statements, T> work, CancellationToken cancellationToken) =>
        ReadAsync(statements => InTransaction(statements, work), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _statements.Dispose();
        await _connection.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private static T InTransaction<T>(Statements statements, Func<Statements, T> work)
    {
        // Immediate: a transaction that reads first and writes later could fail at once where another has written meanwhile.
        statements.Execute("begin immediate");
        try
        {
            var result = work(statements);
            statements.Execute("commit");
            return result;
        }
        catch
        {
            RollBack(statements);
            throw;
        }
    }

    private static void RollBack(Statements statements)
    {
        try
        {
            statements.Execute("rollback");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (disk full, I/O error); the first fault is the one to show.
        }
    }
}
