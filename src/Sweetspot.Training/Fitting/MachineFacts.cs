namespace Sweetspot.Training;

/// <summary>What was measured of this machine and is needed to judge a training.</summary>
/// <param name="PeakFlopsPerSecond">Single-thread FLOP/s of a large single-precision matrix product; null where not measured: utilization is then absent.</param>
public sealed record MachineFacts(double? PeakFlopsPerSecond);
