using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>What is known of a data set before any training: enough to choose a space, and to tell the user what was understood.</summary>
public sealed record DataProfile
{
    /// <summary>Name for people: the preset or the file's name.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of task, inferred or given.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>Rows that may be trained on (training and validation).</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of test data; 0 where there is none.</summary>
    public required int TestRows { get; init; }

    /// <summary>Shape of one encoded example.</summary>
    public required InputShape Input { get; init; }

    /// <summary>Class names in the order of their index; empty for regression.</summary>
    public required ImmutableArray<string> Classes { get; init; }

    /// <summary>Training rows of each class, in the same order; empty for regression.</summary>
    public ImmutableArray<int> ClassCounts { get; init; } = [];

    /// <summary>Scale on which a regression target is modelled.</summary>
    public TargetTransform Transform { get; init; }

    /// <summary>Distinct groups among the rows; null where rows are independent.</summary>
    public int? Groups { get; init; }

    /// <summary>What was recognised and done, a line each: ids and dates left out, missing values, transforms, warnings.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What is known of each text among the inputs, in their order; empty where there is none.</summary>
    public ImmutableArray<TextFacts> Texts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Of a translation: chrF of copying the source, or of always the commonest target, whichever is better; null otherwise.</summary>
    public double? TrivialChrF { get; init; }

    /// <summary>Of a translation: whether most of the target's letters are among the source's, so that one vocabulary may serve both.</summary>
    public bool SharesAlphabet { get; init; }

    /// <summary>SHA-256 over the content of every data file, in hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Numbers that a model answers with: classes, or 1.</summary>
    public int Outputs => Kind == TaskKind.Classification ? Classes.Length : Kind == TaskKind.LanguageModel ? Input.Texts[0].Vocabulary : 1;

    /// <summary>Whether each row is a user with an item.</summary>
    public bool IsOfPairs => Kind is TaskKind.Recommendation or TaskKind.Ranking;

    /// <summary>Share of the training rows that the commonest class has; 0 for regression.</summary>
    public double MajorityShare => ClassCounts.IsEmpty ? 0 : (double)ClassCounts.Max() / ClassCounts.Sum();

    /// <summary>Whether a class is so common, over 80 % of the rows, that accuracy says little.</summary>
    public bool HasDominantClass => MajorityShare > 0.8;

    /// <summary>The commonest class; null for regression.</summary>
    public string? MajorityClass => ClassCounts.IsEmpty ? null : Classes[ClassCounts.IndexOf(ClassCounts.Max())];

    /// <summary>Examples of one epoch: the rows, and of a ranking the items not taken up beside them.</summary>
    public int TrainedRows => Kind == TaskKind.Ranking ? Rows * (1 + RatingShape.NegativesPerPair) : Rows;

    /// <summary>Whether verification uses 5 folds (under 5,000 rows) rather than the fixed validation part.</summary>
    public bool UsesFolds => Rows < 5000 && Kind != TaskKind.LanguageModel;

    /// <summary>What is known of the text that a language model learns from; null for other tasks. Its rows are blocks of it.</summary>
    public CorpusFacts? Corpus { get; init; }
}
