namespace Sweetspot.Core;

/// <summary>What can be known of a candidate before it is trained: computed from its shape, or measured on it with random weights.</summary>
public interface IShapeMeter
{
    /// <summary>Computed and measured quantities by metric name. Measured once per shape and machine, then remembered.</summary>
    ValueTask<IReadOnlyDictionary<string, Measurement>> MeasureAsync(Candidate candidate, CancellationToken cancellationToken);
}
