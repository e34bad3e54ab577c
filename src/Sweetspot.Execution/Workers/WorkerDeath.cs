namespace Sweetspot.Execution;

/// <summary>A worker process ended unasked.</summary>
/// <param name="Owner">Its name in the store.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Reason">How it ended, and the last lines that it wrote.</param>
/// <param name="Trials">How many trials it held; they wait again or are lost.</param>
public sealed record WorkerDeath(string Owner, int ProcessId, string Reason, int Trials);
