using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Genes and metrics that occur among trials, in a fixed order: every export of the same trials has the same columns.</summary>
internal sealed class TrialColumns
{
    /// <summary>Genes and derived values in order of appearance; known metrics as tables show them, then others by name.</summary>
    public TrialColumns(IReadOnlyList<Trial> trials)
    {
        Genes = [.. trials.SelectMany(trial => trial.Candidate.Genes.Concat(trial.Candidate.Derived)).Select(gene => gene.Key).Distinct()];
        var names = trials.SelectMany(trial => trial.Metrics.Keys).ToHashSet();
        Metrics =
        [
            .. Core.Metrics.All.Select(metric => metric.Name).Where(names.Contains),
            .. names.Where(name => Core.Metrics.Find(name) is null).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Names of genes and derived values.</summary>
    public IReadOnlyList<string> Genes { get; }

    /// <summary>Names of metrics.</summary>
    public IReadOnlyList<string> Metrics { get; }
}
