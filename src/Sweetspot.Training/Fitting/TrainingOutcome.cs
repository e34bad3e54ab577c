using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>What a training came to.</summary>
internal sealed record TrainingOutcome
{
    /// <summary>Why it ended without a model (diverged, timed out); null where it has one.</summary>
    public Evaluation? Ended { get; init; }

    /// <summary>Learning curve.</summary>
    public ImmutableArray<CurvePoint> Curve { get; init; } = [];

    /// <summary>Epoch of the best checkpoint, from 1; the last where nothing was held out.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Those of its epochs that came before pruning; null where nothing was pruned.</summary>
    public int? DenseEpochs { get; init; }

    /// <summary>Steps up to it, of the last training.</summary>
    public int BestStep { get; init; }

    /// <summary>Epochs that were not trained here but taken over from an earlier training; they count in everything else.</summary>
    public int EpochsBefore { get; init; }

    /// <summary>CPU seconds of a step: the median over epochs, so that what happened once (just-in-time compilation) does not count.</summary>
    public double CpuSecondsPerStep { get; init; }

    /// <summary>CPU seconds spent before this training on what it needs: the dense model that was pruned, the teacher.</summary>
    public double SecondsBefore { get; init; }

    /// <summary>CPU seconds up to the best checkpoint, those before included.</summary>
    public double TrainSeconds => SecondsBefore + (CpuSecondsPerStep * BestStep);

    /// <summary>What to say of a training that its time limit stopped: <c>stopped after 12 of 1000 epochs at its limit of 1.7 s</c>.</summary>
    public static string Stopped(int done, int planned, string unit, TimeSpan limit) =>
        FormattableString.Invariant($"stopped after {done} of {planned} {unit} at its limit of {limit.TotalSeconds:0.##} s");

    /// <summary>What was done beyond training a model on the data, in words; empty: nothing.</summary>
    public string Story { get; init; } = "";

    /// <summary>Examples in a step, on average.</summary>
    public double ExamplesPerStep { get; init; }

    /// <summary>Wall-clock seconds of the whole training, validation included, waiting for measurements not.</summary>
    public double WallSeconds { get; init; }

    /// <summary>Scores on the held-out rows at the best checkpoint; null where nothing was held out.</summary>
    public QualityScores? Validation { get; init; }

    /// <summary>Quality on (a sample of) the training rows at the best checkpoint.</summary>
    public double? TrainingQuality { get; init; }
}
