using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>How a law is fitted.</summary>
public sealed record LawFitOptions
{
    /// <summary>Starts of the search where nothing else is asked.</summary>
    public const int DefaultStarts = 162;

    /// <summary>Resamples behind intervals where nothing else is asked.</summary>
    public const int DefaultResamples = 1000;

    /// <summary>Fewest resamples that a 95 % interval can be read off: each end leaves one in 40 of them out.</summary>
    public const int LeastResamples = 40;

    /// <summary>Width of the quadratic part of Huber's loss, in ln of the loss.</summary>
    public double Delta { get; init; } = 1e-3;

    /// <summary>Resamples behind the intervals; 0 for none.</summary>
    public int Resamples { get; init; } = DefaultResamples;

    /// <summary>Seed of the resamples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Runs to hold out, the largest by compute; null: a fifth of them, of fewer than 20 the largest alone.</summary>
    public int? HeldOut { get; init; }

    /// <summary>Budgets in FLOPs to answer; empty: 1, 10 and 100 times the largest run.</summary>
    public ImmutableArray<double> Budgets { get; init; } = [];
}
