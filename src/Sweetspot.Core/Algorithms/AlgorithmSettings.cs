using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What a search algorithm is made of. It decides every proposal together with what is told.</summary>
public sealed record AlgorithmSettings
{
    /// <summary>Where to search.</summary>
    public required FeasibleSpace Space { get; init; }

    /// <summary>What to make better; read by <c>nsga2</c> and <c>nsga3</c>.</summary>
    public required IReadOnlyList<Objective> Objectives { get; init; }

    /// <summary>All limits, those too that only measuring or training decides.</summary>
    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    /// <summary>The study's seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Candidates of a generation, at least 2; read by <c>nsga2</c>, <c>nsga3</c> and <c>classic</c>.</summary>
    public int PopulationSize { get; init; } = 16;

    /// <summary>Candidates of the space to start with, before the drawn ones; read by <c>nsga2</c> and <c>nsga3</c>, which repair infeasible ones, and by <c>ladder</c>.</summary>
    public IReadOnlyList<Candidate> InitialPopulation { get; init; } = [];

    /// <summary>The only points there are: any other proposal moves to the nearest of them that was not proposed yet. Null: all points of the space.</summary>
    public KnownPoints? Points { get; init; }

    /// <summary>
    /// What is computed of any candidate, for nothing: objectives among it are taken as they are, the others help to tell candidates apart. Null: nothing. Read by <c>surrogate</c>.
    /// </summary>
    public Func<Candidate, IReadOnlyDictionary<string, Measurement>>? Compute { get; init; }

    /// <summary>Levels of training, the whole one among them; fewer than two: all trainings are whole. Read by <c>halving</c> and <c>auto</c>.</summary>
    public IReadOnlyList<Fidelity> Fidelities { get; init; } = [];

    /// <summary>Parts that are switched off; read by <c>auto</c> and by what it is made of.</summary>
    public ImmutableHashSet<SearchPart> Without { get; init; } = [];

    /// <summary>What the study would recommend after these trials; null where nothing can be. Without it <c>auto</c> never converges.</summary>
    public Func<IReadOnlyList<Trial>, Candidate?>? Recommend { get; init; }

    /// <summary>Most levels of an integer or real gene in <c>grid</c>; both ends are among them.</summary>
    public int GridLevels { get; init; } = 5;

    /// <summary>One number to maximise, for <c>classic</c>; null for a trial that has none.</summary>
    public Func<Trial, double?>? Fitness { get; init; }
}
