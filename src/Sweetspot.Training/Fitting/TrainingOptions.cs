using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>What a study says of its trainings; the same for all its trials.</summary>
public sealed record TrainingOptions
{
    /// <summary>Folds into which small data is split for verification.</summary>
    public const int Folds = 5;

    /// <summary>Share of the training data held out for validation.</summary>
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>Seed of the splits: the study's.</summary>
    public required ulong StudySeed { get; init; }

    /// <summary>The quality that early stopping and curves go by; null: accuracy or r2.</summary>
    public Metric? Quality { get; init; }

    /// <summary>Epochs that the full schedule is made for; null: <see cref="TrainingDefaults.Epochs"/>.</summary>
    public int? Epochs { get; init; }

    /// <summary>Epochs of the levels at which the search trains, fewest first; fewer than two: it trains everything whole, from scratch.</summary>
    public ImmutableArray<int> Levels { get; init; } = [];

    /// <summary>What identifies the study: its columns, target and split too. Trunks of another are not taken.</summary>
    public string StudyIdentity { get; init; } = "";

    /// <summary>Folder for the trunks of candidates that may go on to the next level; null: every level is trained from scratch, with the same result.</summary>
    public string? TrunkFolder { get; init; }

    /// <summary>FLOPs of one training of a language model.</summary>
    public double Compute { get; init; } = 1e12;

    /// <summary>Wall-clock limit of one training; null: none. The best checkpoint until then counts; without one the trial is timed out.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The same, asked before each trial; null: <see cref="TimeLimit"/> holds.</summary>
    public Func<TrialPurpose, CancellationToken, ValueTask<TimeSpan?>>? TimeShare { get; init; }

    /// <summary>Finds the model that distilled candidates learn from; null: there is none.</summary>
    public Func<CancellationToken, ValueTask<Teacher?>>? Teacher { get; init; }

    /// <summary>Runs trained models in 8-bit integers; null: trials that ask for it fail.</summary>
    public IQuantizer? Quantizer { get; init; }

    /// <summary>Folder for the weights of final trainings; null: they are not kept.</summary>
    public string? WeightsFolder { get; init; }
}
