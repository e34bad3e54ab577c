using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>
/// Consults what can be known before training: a candidate that breaks such a limit is never trained, and what is known joins the metrics.
/// </summary>
/// <param name="inner">Trains what is feasible.</param>
/// <param name="meter">Computes and measures shapes.</param>
/// <param name="constraints">Limits of the study; those that need training are left to others.</param>
public sealed class KnownQuantities(IEvaluator inner, IShapeMeter meter, ImmutableArray<Constraint> constraints) : IEvaluator
{
    private readonly ImmutableArray<Constraint> _known = [.. constraints.Where(limit => limit.Knowledge < Knowledge.Trained)];

    /// <inheritdoc/>
    public async ValueTask<Evaluation> EvaluateAsync(TrialRequest request, CancellationToken cancellationToken)
    {
        var known = await meter.MeasureAsync(request.Candidate, cancellationToken).ConfigureAwait(false);
        if (request.Purpose == TrialPurpose.Search && Broken(request.Candidate, known) is { } reason)
        {
            return new Evaluation.Infeasible(reason) { Metrics = known.ToImmutableDictionary() };
        }

        var evaluation = await inner.EvaluateAsync(request, cancellationToken).ConfigureAwait(false);
        return evaluation with { Metrics = evaluation.Metrics.SetItems(known) };
    }

    private string? Broken(Candidate candidate, IReadOnlyDictionary<string, Measurement> known)
    {
        GeneValue? Lookup(string name) => candidate.Find(name)
            ?? (known.TryGetValue(name, out var measurement) ? GeneValue.Of(measurement.Value) : null);
        var broken = _known.Where(limit => limit.Violation(Lookup) > 0).Select(limit => $"{limit.Text} (here {limit.Describe(Lookup)})").ToList();
        return broken.Count == 0 ? null : $"breaks {string.Join(" and ", broken)}";
    }
}
