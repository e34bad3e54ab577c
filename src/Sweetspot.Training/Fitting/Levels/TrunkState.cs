using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>What is kept of a trunk besides its tensors. What is random begins anew in each epoch, so nothing of that need be kept.</summary>
internal sealed record TrunkState
{
    /// <summary>All that decides the weights but the number of epochs: program, data, model, recipe, seed.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Epochs done.</summary>
    public required int Epochs { get; init; }

    /// <summary>The best of them.</summary>
    public required BestScore Best { get; init; }

    /// <summary>The learning curve so far.</summary>
    public required ImmutableArray<CurvePoint> Curve { get; init; }

    /// <summary>CPU seconds of a step, for each epoch.</summary>
    public required ImmutableArray<double> CpuPerStep { get; init; }

    /// <summary>Wall-clock seconds, validation included, waiting for measurements not.</summary>
    public required double WallSeconds { get; init; }
}
