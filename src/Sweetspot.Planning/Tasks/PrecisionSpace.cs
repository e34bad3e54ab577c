using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Adds the gene <c>precision</c> to a space: with the values that a study asks for, or in a default space where integers may pay.</summary>
/// <remarks>
/// By the measurements in docs/precision.md, static integers halve the latency of wide convolutions on images of 24 pixels a side or more and of text cnns;
/// elsewhere small models get slower, so a default space does not try them.
/// </remarks>
internal sealed class PrecisionSpace
{
    /// <summary>Text of the limit that a space with integers beside floats has.</summary>
    public const string FasterThanFloats = "8 bits are faster than floats";

    private const int LeastSide = 24;
    private readonly ImmutableArray<string> _values;
    private readonly bool _isAsked;

    /// <param name="genes">The genes of the space.</param>
    /// <param name="spec">The study; its own precisions come before the default's.</param>
    /// <param name="profile">The data.</param>
    public PrecisionSpace(ImmutableArray<GeneSpec> genes, StudySpec spec, DataProfile profile)
    {
        _isAsked = !spec.Precisions.IsEmpty;
        var family = _isAsked || !spec.Space.IsEmpty || spec.Algorithm == RunLadder.Algorithm ? null : FamilyThatGains(profile);
        _values = _isAsked ? [.. spec.Precisions.Distinct()] : family is not null ? [Precision.Fp32.Word(), Precision.Int8Static.Word()] : [];
        IsChanged = !_values.IsEmpty;
        Genes = !IsChanged ? genes :
        [
            .. genes.Where(gene => gene.Name != PrecisionGene.Name),
            new GeneSpec { Name = PrecisionGene.Name, Type = "choice", Values = _values, When = family is null ? null : $"family == '{family}'" },
        ];
        Explanation = !IsChanged ? null
            : $"precision {Nearest.AnyOf([.. _values])}{(family is null ? "" : $" of {family}")}{(_values.Any(IsInt8) ? "; what is quantised is measured again" : "")}";
    }

    /// <summary>Whether the gene was added.</summary>
    public bool IsChanged { get; }

    /// <summary>The genes with it.</summary>
    public ImmutableArray<GeneSpec> Genes { get; }

    /// <summary>A line for the user; null where nothing was added.</summary>
    public string? Explanation { get; }

    /// <summary>
    /// A population with the gene: each point in the first precision; in the others too every second from the largest where they were asked for, else the largest two.
    /// </summary>
    public IEnumerable<Candidate> Expand(IReadOnlyList<Candidate> population, SearchSpace space)
    {
        if (!IsChanged)
        {
            return population;
        }

        var first = population.Select(candidate => With(candidate, _values[0], space)).ToList();
        var able = first.Where(candidate => candidate.Find(PrecisionGene.Name) is not null).Reverse();
        var chosen = (_isAsked ? able.Where((_, index) => index % 2 == 0) : able.Take(2)).ToHashSet();
        return first.SelectMany(candidate => chosen.Contains(candidate) ? _values.Select(value => With(candidate, value, space)) : [candidate]);
    }

    /// <summary>
    /// What is no faster in 8 bits than in floats, and searched in both, is not trained: quantising gains no quality. Not where file size or throughput are asked for.
    /// </summary>
    public static IEnumerable<Constraint> Limits(ImmutableArray<GeneSpec> genes, StudySpec spec)
    {
        string[] others = [Metrics.FileBytes.Name, Metrics.Throughput.Name];
        var values = genes.FirstOrDefault(gene => gene.Name == PrecisionGene.Name)?.Values ?? [];
        if (!values.Any(IsInt8) || !values.Contains(Precision.Fp32.Word())
            || spec.Objectives.Any(objective => others.Contains(objective.Metric)) || spec.Constraints.Any(text => others.Any(name => text.Contains(name, StringComparison.Ordinal))))
        {
            return [];
        }

        var (name, floats) = (Metrics.Latency.Name, Metrics.BeforeQuantizing(Metrics.Latency).Name);
        return
        [
            new Constraint(
                FasterThanFloats, Knowledge.Measured, [name],
                lookup => lookup(floats) is { } before && lookup(name) is { } after ? (after.Number - before.Number) / before.Number : null,
                lookup => lookup(floats) is { } before && lookup(name) is { } after ? FormattableString.Invariant($"{1000 * after.Number:0.##} against {1000 * before.Number:0.##} µs") : "they are"),
        ];
    }

    private static Candidate With(Candidate candidate, string precision, SearchSpace space) => space.Create(
        space.Genes.ToDictionary(gene => gene.Name, gene => gene.Name == PrecisionGene.Name ? GeneValue.Of(precision) : candidate.Find(gene.Name) ?? gene.FromUnit(0)));

    private static string? FamilyThatGains(DataProfile profile) =>
        FusionGenes.IsFusion(profile.Input) ? null
        : profile.Input.IsImage && Math.Min(profile.Input.Height, profile.Input.Width) >= LeastSide ? "cnn"
        : TextShapes.IsText(profile.Input) ? "textcnn"
        : null;

    private static bool IsInt8(string word) => word.StartsWith(PrecisionGene.AnyInt8, StringComparison.Ordinal);
}
