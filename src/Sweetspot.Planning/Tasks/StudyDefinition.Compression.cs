using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <content>What the genes of compression change.</content>
public sealed partial class StudyDefinition
{
    /// <summary>Whether candidates may be pruned or distilled.</summary>
    public bool HasCompression => Genes.Any(gene => gene.Name is Compression.PruneGene or Compression.DistillGene);

    /// <summary>The best compressed candidates found by their search trials, one pruned and one distilled, and every compressed finalist, each with its twin.</summary>
    /// <remarks>None is chosen by the retrainings that it is compared by: the luckiest would be.</remarks>
    /// <param name="searched">All trials of the search.</param>
    /// <param name="finalists">The candidates that were retrained.</param>
    /// <param name="teacher">The teacher of the distilled ones; null where there is none.</param>
    public IReadOnlyList<CompressionPair> CompressionPairs(IReadOnlyList<Trial> searched, IReadOnlyCollection<Candidate> finalists, Trial? teacher)
    {
        ArgumentNullException.ThrowIfNull(searched);
        var completed = searched.Where(trial => trial.State == TrialState.Completed && trial.Value(PrimaryQuality) is not null && KeepsLimits(trial)).ToList();
        var pruned = Best(completed.Where(trial => Compression.Pruned(trial.Candidate) > 0), alone: candidate => !Compression.IsDistilled(candidate));
        var distilled = Best(completed.Where(trial => Compression.IsDistilled(trial.Candidate)), alone: candidate => Compression.Pruned(candidate) == 0);
        return [.. new[] { pruned, distilled }.OfType<Trial>().Select(trial => trial.Candidate).Concat(finalists.Where(Compression.IsCompressed)).Distinct().Select(candidate => new CompressionPair(
            candidate, Compression.Twin(candidate), new Fidelity(TwinEpochs(candidate, teacher).Epochs)))];
    }

    /// <summary>What a twin may spend, in words: <c>the latter with up to 40 epochs, as much compute</c>.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="teacher">The teacher, where it was distilled.</param>
    public string DescribeTwin(CompressionPair pair, Trial? teacher)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var isCut = TwinEpochs(pair.Compressed, teacher).IsCut;
        return $"the latter with up to {pair.TwinFidelity.Epochs} epochs, {(isCut ? $"{TwinBudget.MostTimes} times the usual ones and less compute" : "as much compute")}";
    }

    private (int Epochs, bool IsCut) TwinEpochs(Candidate candidate, Trial? teacher) => TwinBudget.Of(
        candidate, Unpruned(candidate), Shape(candidate), Compression.IsDistilled(candidate) && teacher is not null ? Shape(teacher.Candidate) : null, Epochs);

    private Trial? Best(IEnumerable<Trial> trials, Func<Candidate, bool> alone)
    {
        var all = trials.ToList();
        var preferred = all.Exists(trial => alone(trial.Candidate)) ? all.Where(trial => alone(trial.Candidate)) : all;
        return preferred.OrderBy(trial => QualityObjective.Minimized(trial.Value(PrimaryQuality)!.Value))
            .ThenBy(trial => trial.Value(Metrics.Parameters.Name) ?? 0).ThenBy(trial => trial.Number).FirstOrDefault();
    }

    private bool KeepsLimits(Trial trial) => Constraints.All(limit => limit.Violation(name => trial.Candidate.Find(name)
        ?? (trial.Value(name) is { } value ? GeneValue.Of(value) : null)) <= 0);

    private CompressionPlan? CompressionPlan() => !HasCompression ? null : new CompressionPlan
    {
        IsCompressed = Compression.IsCompressed,
        HasTeacher = Compression.IsDistilled,
        Teachers = [.. InitialPopulation.Select(Whole).Distinct()],
        Choose = trials => TeacherChoice.Of(trials, QualityObjective, Metrics.Parameters.Name, (int)(Profile.Rows * Spec.Task.Validation)),
        Pairs = CompressionPairs,
    };

    /// <summary>A size without compression: as a point of the space where that has it, else outside.</summary>
    private Candidate Whole(Candidate size)
    {
        var plain = Space.Genes.ToDictionary(gene => gene.Name, gene => gene.Name switch
        {
            Compression.PruneGene => GeneValue.Of(0),
            Compression.DistillGene => GeneValue.Of(Compression.Off),
            _ => size.Find(gene.Name) ?? GeneValue.Of(0),
        });
        var isInside = Space.Genes.Where(gene => gene.Name is Compression.PruneGene or Compression.DistillGene).All(gene => gene.Contains(plain[gene.Name]));
        return isInside ? Space.Create(plain) : Compression.Plain(size);
    }

    /// <summary>A size to begin with in a space to which the genes of compression were added: as it is.</summary>
    private Candidate Uncompressed(Candidate candidate) => Spec.Compress
        ? Space.Create(Genes.ToDictionary(gene => gene.Name, gene => candidate.Find(gene.Name)
            ?? (gene.Name == Compression.DistillGene ? GeneValue.Of(Compression.Off) : GeneValue.Of(0))))
        : candidate;

    private IEnumerable<string> ExplainCompression()
    {
        var genes = Genes.Where(gene => gene.Name is Compression.PruneGene or Compression.DistillGene).ToList();
        if (genes.Count > 0)
        {
            yield return $"searched besides: {string.Join("; ", genes.Select(gene => $"{gene.Name} {string.Join(", ", gene.Values)}"))}. Sizes and costs are those of what is left";
        }
    }

    /// <summary>The limits of a default space keep trainings short, so what is trained before it is pruned has to keep them too.</summary>
    private IEnumerable<Constraint> UnprunedLimits(DefaultSpace? fallback, NameTable names)
    {
        if (fallback is null || Genes.All(gene => gene.Name != Compression.PruneGene))
        {
            return [];
        }

        ImmutableArray<string> genes = [.. ModelGenes.Specs.Select(gene => gene.Name).Where(name => Genes.Any(gene => gene.Name == name))];
        ValueLookup OfUnpruned(ValueLookup lookup)
        {
            var plain = Compression.Plain(new Candidate(genes.Where(name => lookup(name) is not null).Select(name => KeyValuePair.Create(name, lookup(name)!.Value))));
            return name => plain.Find(name) ?? (Compute(plain).TryGetValue(name, out var known) ? GeneValue.Of(known.Value) : null);
        }

        return fallback.Constraints.SelectMany(text => Expressions.Constraints(text, names)).Where(limit => limit.Knowledge == Knowledge.Computed)
            .Select(limit => new Constraint(
                $"{limit.Text} {UnprunedLimit}", Knowledge.Genes, genes, lookup => limit.Violation(OfUnpruned(lookup)), lookup => limit.Describe(OfUnpruned(lookup))));
    }
}
