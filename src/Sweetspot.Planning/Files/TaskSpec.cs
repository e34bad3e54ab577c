using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Task and data of a study; paths as the user gave them, relative to the current folder or the study file's.</summary>
public sealed record TaskSpec
{
    /// <summary>A built-in data set (<c>digits</c>); null where files are given.</summary>
    public string? Preset { get; init; }

    /// <summary>Kind of task; null: inferred.</summary>
    public TaskKind? Kind { get; init; }

    /// <summary>Training data: CSV/TSV, IDX images, or a folder with a folder per class.</summary>
    public string? Data { get; init; }

    /// <summary>Target column of a table; null: a column called target, label, class or y, else the error lists the columns.</summary>
    public string? Target { get; init; }

    /// <summary>Column of texts to be translated into those of <see cref="Target"/>; null: no translation, or by the usual names where <see cref="Kind"/> says so.</summary>
    public string? Source { get; init; }

    /// <summary>Column of a table with paths of image files, relative to the table's folder; null: none.</summary>
    public string? Image { get; init; }

    /// <summary>Columns that are learned from as numbers or categories; empty: all that are of use.</summary>
    public ImmutableArray<string> Columns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Columns that are not learned from.</summary>
    public ImmutableArray<string> Ignored { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Columns of a table that are texts, in this order, each with a branch of its own where there are several; empty: none, unless nothing else can be learned from.</summary>
    public ImmutableArray<string> Text { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Label file of IDX images; null: the sibling by name.</summary>
    public string? Labels { get; init; }

    /// <summary>Test data; null: by convention of names, or <see cref="TestFraction"/>, or none.</summary>
    public string? Test { get; init; }

    /// <summary>Label file of IDX test images; null: the sibling by name.</summary>
    public string? TestLabels { get; init; }

    /// <summary>Share of the data set aside as test data where no test file is given; null: none.</summary>
    public double? TestFraction { get; init; }

    /// <summary>Share of the training data held out for validation during the search.</summary>
    public double Validation { get; init; } = 0.2;

    /// <summary>Column (of the table or of a <c>*-meta.csv</c> sibling) whose equal values stay on one side of every split.</summary>
    public string? Group { get; init; }

    /// <summary>Column of users, of a recommendation; null: by the usual names.</summary>
    public string? User { get; init; }

    /// <summary>Column of items, of a recommendation; null: by the usual names.</summary>
    public string? Item { get; init; }

    /// <summary>Column of times, by which a recommendation is split; null: by the usual names, or none.</summary>
    public string? Time { get; init; }

    /// <summary>Scale of a regression target; null: logarithm where it is positive with skewness over 1.</summary>
    public TargetTransform? Transform { get; init; }
}
