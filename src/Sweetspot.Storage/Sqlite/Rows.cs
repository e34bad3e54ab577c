using System.Globalization;
using Microsoft.Data.Sqlite;
using Sweetspot.Core;

namespace Sweetspot.Storage;

/// <summary>Rows to records, and values to columns.</summary>
internal static class Rows
{
    /// <summary>Columns that <see cref="Trial"/> reads, in its order.</summary>
    public const string TrialColumns =
        "number, state, attempt, sequence, reason, candidate, epochs, seed, purpose, fold, metrics, curve, created, started, finished, dense";

    /// <summary>Columns that <see cref="Study"/> reads, in its order.</summary>
    public const string StudyColumns = "id, name, identity, definition, state, created";

    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>A row of <see cref="StudyColumns"/>.</summary>
    public static StudyRecord Study(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), Enum.Parse<StudyState>(row.GetString(4)), Time(row.GetString(5)));

    /// <summary>A row of <see cref="TrialColumns"/>.</summary>
    public static Trial Trial(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        State = Enum.Parse<TrialState>(row.GetString(1)),
        Attempt = row.GetInt32(2),
        Sequence = row.IsDBNull(3) ? null : row.GetInt64(3),
        Reason = Text(row, 4),
        Request = new TrialRequest(
            TrialJson.ReadCandidate(row.GetString(5)),
            new Fidelity(row.GetInt32(6), row.IsDBNull(15) ? null : row.GetInt32(15)),
            unchecked((ulong)row.GetInt64(7)),
            Enum.Parse<TrialPurpose>(row.GetString(8)),
            row.GetInt32(9) is >= 0 and var fold ? fold : null),
        Metrics = TrialJson.ReadMetrics(Text(row, 10)),
        Curve = TrialJson.ReadCurve(Text(row, 11)),
        Created = Time(row.GetString(12)),
        Started = Text(row, 13) is { } started ? Time(started) : null,
        Finished = Text(row, 14) is { } finished ? Time(finished) : null,
    };

    /// <summary>A moment as it is stored: in UTC, sorting as text.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
