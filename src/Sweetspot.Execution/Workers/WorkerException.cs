using Sweetspot.Core;

namespace Sweetspot.Execution;

/// <summary>Workers cannot be started, or die again and again.</summary>
public sealed class WorkerException(string message, Exception? innerException = null) : SweetspotException(message, innerException);
