using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>What is to be answered, for each training row and then each test row.</summary>
internal sealed record Target
{
    public required TaskKind Kind { get; init; }

    /// <summary>Class names in the order of their index; empty for regression.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>Class index of each row, -1 for a class that only test data have; empty for regression.</summary>
    public ImmutableArray<int> Classes { get; init; } = [];

    /// <summary>Number of each row; empty for classification.</summary>
    public ImmutableArray<double> Numbers { get; init; } = [];

    public TargetTransform Transform { get; init; }

    /// <summary>The same, with rows picked.</summary>
    public Target Pick(IReadOnlyList<int> rows) => this with
    {
        Classes = Classes.IsEmpty ? [] : [.. rows.Select(row => Classes[row])],
        Numbers = Numbers.IsEmpty ? [] : [.. rows.Select(row => Numbers[row])],
    };

    /// <summary>Training rows of each class.</summary>
    public ImmutableArray<int> Counts(int trainingRows)
    {
        var counts = new int[ClassNames.Length];
        foreach (var index in Classes.Take(trainingRows))
        {
            counts[index]++;
        }

        return [.. counts];
    }
}
