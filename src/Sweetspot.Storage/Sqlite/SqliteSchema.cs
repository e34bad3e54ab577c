using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;
using Sweetspot.Core;

namespace Sweetspot.Storage;

/// <summary>Brings a file to the schema of this version. An up-to-date file costs one read of its header.</summary>
internal static class SqliteSchema
{
    /// <summary>Number of the newest migration; the file keeps its own in <c>user_version</c>.</summary>
    public const long Current = 2;

    /// <summary>Migrates where needed; safe while other processes do the same.</summary>
    public static async ValueTask ApplyAsync(SqliteSession session, TimeProvider time, CancellationToken cancellationToken)
    {
        var (version, _) = await session.ReadAsync(Inspect, cancellationToken).ConfigureAwait(false);
        if (version != Current)
        {
            await UseWalAsync(session, time, cancellationToken).ConfigureAwait(false);
            await session.WriteAsync(statements => Migrate(session, statements), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Fails where a viewer cannot read the file.</summary>
    public static async ValueTask CheckAsync(SqliteSession session, CancellationToken cancellationToken)
    {
        var (version, isEmpty) = await session.ReadAsync(Inspect, cancellationToken).ConfigureAwait(false);
        if (version == 0 && isEmpty)
        {
            throw NoStudy(session.Path);
        }

        Refuse(session.Path, version, isEmpty);
        if (version < Current)
        {
            throw new StudyStoreException($"{session.Path}: made by an older version; run sweetspot find once to bring it up to date");
        }
    }

    /// <summary>There is nothing to look at.</summary>
    public static StudyStoreException NoStudy(string path) =>
        new($"{path}: there is no study here; make one with: sweetspot find");

    private static (long Version, bool IsEmpty) Inspect(Statements statements) =>
        ((long)statements.Scalar("pragma user_version")!, statements.Scalar("select 1 from sqlite_master limit 1") is null);

    // Two processes that open a new file together may both ask for WAL; the loser is told "busy" at once, whatever the time-out.
    private static async ValueTask UseWalAsync(SqliteSession session, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await session.ReadAsync(statements => statements.Scalar("pragma journal_mode = wal"), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (StudyStoreException exception) when (exception.IsTransient && tries < 500)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool Migrate(SqliteSession session, Statements statements)
    {
        var (version, isEmpty) = Inspect(statements);
        Refuse(session.Path, version, isEmpty);
        if (version == Current)
        {
            return false; // another process was quicker
        }

        using var shared = new SharedConnection(session.Connection);
        var result = DeployChanges.To.SqliteDatabase(shared)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.EndsWith(".sql", StringComparison.Ordinal))
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw result.Error as SqliteException ?? result.Error;
        }

        statements.Execute(FormattableString.Invariant($"pragma user_version = {Current}"));
        return true;
    }

    private static void Refuse(string path, long version, bool isEmpty)
    {
        if (version > Current)
        {
            throw new StudyStoreException($"{path}: made by a newer version of Sweetspot (schema {version}, known {Current}); use that version");
        }

        if (version == 0 && !isEmpty)
        {
            throw new StudyStoreException($"{path}: an SQLite file, but not a study store; move it away or name another file");
        }
    }
}
