using Microsoft.Data.Sqlite;
using Sweetspot.Core;

namespace Sweetspot.Storage;

/// <summary>Says SQLite's faults in words that tell what to do.</summary>
internal static class StoreErrors
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>Does <paramref name="work"/>, turning a <see cref="SqliteException"/> into a <see cref="StudyStoreException"/>.</summary>
    public static T Translate<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception)
        {
            throw new StudyStoreException(Describe(path, exception), exception) { IsTransient = IsTransient(exception) };
        }
    }

    /// <summary>Whether the fault may be gone a moment later.</summary>
    public static bool IsTransient(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    private static string Describe(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        Busy or Locked => $"{path}: another process kept the study store locked for over 30 s; try again, or stop what holds it",
        ReadOnly => $"{path}: the study store is open for viewing or may not be written; check the file's permissions",
        Corrupt => $"{path}: the study store is damaged ({exception.Message}); put back a copy, or move the file away to start afresh",
        Full => $"{path}: the disk is full; free some space and run the command again: every finished trial is kept",
        CannotOpen => $"{path}: the study store cannot be opened; check that the folder exists and may be written",
        NotADatabase => $"{path}: not a study store (not an SQLite file); move it away or name another file",
        _ => $"{path}: {exception.Message} (SQLite error {exception.SqliteExtendedErrorCode})",
    };
}
