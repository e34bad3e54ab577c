namespace Sweetspot.Core;

/// <summary>Another process coordinates the study; exit code 4.</summary>
/// <param name="message">Names the study and the process.</param>
/// <param name="processId">The process that holds it; null where unknown.</param>
public sealed class StudyBusyException(string message, int? processId) : StudyStoreException(message)
{
    /// <summary>The process that holds the study; null where unknown.</summary>
    public int? ProcessId { get; } = processId;
}
