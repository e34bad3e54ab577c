using System.Globalization;

namespace Sweetspot.Execution;

/// <summary>How many processes the system has killed because memory ran out (Linux, since its start); tells why a worker got signal 9.</summary>
internal sealed class MemoryKills
{
    private const string Counter = "oom_kill ";
    private readonly Func<long?> _read;
    private long? _last;

    /// <summary>Begins to count.</summary>
    /// <param name="read">Reads the system's counter; null where there is none.</param>
    public MemoryKills(Func<long?> read) => (_read, _last) = (read, read());

    /// <summary>Of this machine.</summary>
    public static MemoryKills OfThisMachine { get; } = new(Read);

    /// <summary>Whether there was one since the last call.</summary>
    public bool HappenedSince()
    {
        var (before, now) = (_last, _read());
        _last = now;
        return now > before;
    }

    private static long? Read()
    {
        const string path = "/proc/vmstat";
        try
        {
            return File.Exists(path) && File.ReadLines(path).FirstOrDefault(line => line.StartsWith(Counter, StringComparison.Ordinal)) is { } line
                ? long.Parse(line[Counter.Length..], CultureInfo.InvariantCulture)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // hidden in this container: the reason then names both possibilities
        }
    }
}
