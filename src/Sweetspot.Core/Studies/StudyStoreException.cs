namespace Sweetspot.Core;

/// <summary>A store is busy, damaged or unreachable; exit code 4.</summary>
public class StudyStoreException(string message, Exception? innerException = null) : SweetspotException(message, innerException);
