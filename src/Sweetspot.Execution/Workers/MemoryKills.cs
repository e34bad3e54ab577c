namespace Sweetspot.Execution;

/// <summary>Says whether want of memory may be why a worker got signal 9: the system killed something for it while the worker ran. Which process it was, the system does not tell.</summary>
/// <param name="read">Reads the system's counter of such kills; null where there is none.</param>
internal sealed class MemoryKills(Func<long?> read)
{
    private long _told;

    /// <summary>The counter now, to be remembered with a worker that starts.</summary>
    public long? Now => read();

    /// <summary>Whether there was a kill since a worker started that explains no other death yet. One call at a time.</summary>
    /// <param name="start">The counter when it started.</param>
    public bool Explain(long? start)
    {
        if (start is not { } before || read() is not { } now || now <= Math.Max(before, _told))
        {
            return false;
        }

        _told = Math.Max(before, _told) + 1;
        return true;
    }
}
