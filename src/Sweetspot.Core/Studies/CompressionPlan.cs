using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What a study needs to know of candidates that are pruned or distilled.</summary>
public sealed record CompressionPlan
{
    /// <summary>Whether a candidate is pruned or distilled.</summary>
    public required Func<Candidate, bool> IsCompressed { get; init; }

    /// <summary>Whether a candidate learns from a teacher.</summary>
    public required Func<Candidate, bool> HasTeacher { get; init; }

    /// <summary>Sizes among which the teacher is chosen.</summary>
    public required ImmutableArray<Candidate> Teachers { get; init; }

    /// <summary>The teacher of these trials, all ended; null where none completed.</summary>
    public required Func<IReadOnlyList<Trial>, Trial?> Choose { get; init; }

    /// <summary>The compressed candidates that are worth a comparison, from all trials of the search, the candidates that were retrained as finalists, and the teacher.</summary>
    public required Func<IReadOnlyList<Trial>, IReadOnlyCollection<Candidate>, Trial?, IReadOnlyList<CompressionPair>> Pairs { get; init; }

    /// <summary>The text under which a store remembers the number of a study's teacher; empty where none completed.</summary>
    public static string TeacherKey(long study) => FormattableString.Invariant($"teacher/{study}");
}
