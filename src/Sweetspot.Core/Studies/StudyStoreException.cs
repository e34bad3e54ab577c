namespace Sweetspot.Core;

/// <summary>A store is busy, damaged or unreachable; exit code 4.</summary>
public class StudyStoreException(string message, Exception? innerException = null) : SweetspotException(message, innerException)
{
    /// <summary>Whether the same call may succeed a moment later (a lock held too long), so that it is worth trying again.</summary>
    public bool IsTransient { get; init; }
}
