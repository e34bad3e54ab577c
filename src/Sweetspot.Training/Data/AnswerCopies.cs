using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Columns that say the answer under another name.</summary>
internal static class AnswerCopies
{
    private const int RowsOfALevel = 5;
    private const double Straight = 1e-9;

    /// <summary>How a column says the answer, in words that follow its name; null where it does not.</summary>
    /// <param name="column">The column.</param>
    /// <param name="answers">Of the training rows first.</param>
    /// <param name="name">The target's name.</param>
    /// <param name="training">The training rows.</param>
    public static string? Describe(TextColumn column, Target answers, string name, ImmutableArray<int> training) => answers.Kind switch
    {
        TaskKind.Classification when Levels(column, answers, training) is { } levels => $"each of its {levels:N0} values goes with one {name}, as another name of the answer does",
        TaskKind.Regression when IsStraight(column, answers, training) => $"a straight line of it is {name} itself",
        _ => null,
    };

    /// <summary>How many values a column has, where each goes with one class, and with five rows or more on average; null where not.</summary>
    private static int? Levels(TextColumn column, Target answers, ImmutableArray<int> training)
    {
        var pairs = training.Select((row, at) => (Level: column.Codes[row], Class: answers.Classes[at])).Distinct().ToList();
        var levels = pairs.Select(pair => pair.Level).Distinct().Count();
        return levels >= answers.ClassNames.Length && levels == pairs.Count && levels <= training.Length / RowsOfALevel ? levels : null;
    }

    private static bool IsStraight(TextColumn column, Target answers, ImmutableArray<int> training)
    {
        var pairs = column.Map(NumberText.ParseOrNaN, training).Zip(answers.Numbers).Where(pair => double.IsFinite(pair.First)).ToList();
        if (pairs.Count < Math.Max(RowsOfALevel, training.Length / 2))
        {
            return false;
        }

        var (x, y) = (pairs.Average(pair => pair.First), pairs.Average(pair => pair.Second));
        var (xx, yy, xy) = (pairs.Sum(pair => Math.Pow(pair.First - x, 2)), pairs.Sum(pair => Math.Pow(pair.Second - y, 2)), pairs.Sum(pair => (pair.First - x) * (pair.Second - y)));
        return xx > 0 && yy > 0 && xy * xy / (xx * yy) > 1 - Straight;
    }
}
