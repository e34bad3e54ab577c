using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What an <see cref="EvolutionEngine"/> is made of.</summary>
public sealed record EvolutionSettings
{
    /// <summary>The genes, at least one.</summary>
    public required ImmutableArray<FlatGene> Genes { get; init; }

    /// <summary>Number of objectives, all minimised.</summary>
    public required int Objectives { get; init; }

    /// <summary>Individuals; an even number, at least 4.</summary>
    public int PopulationSize { get; init; } = 100;

    /// <summary>Decides everything together with the evaluator.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>True: survivors by reference directions (NSGA-III). False: by crowding (NSGA-II).</summary>
    public bool UsesReferenceDirections { get; init; }

    /// <summary>How often two parents are crossed rather than copied.</summary>
    public double CrossoverRate { get; init; } = 0.9;
}
