using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Finds columns that say the answer under another name. Of most columns a few rows show that they do not, and no more are looked at.</summary>
/// <param name="answers">Of the training rows first.</param>
/// <param name="name">The target's name.</param>
/// <param name="training">The training rows.</param>
internal sealed class AnswerCopies(Target answers, string name, ImmutableArray<int> training)
{
    private const int RowsOfALevel = 5;
    private const double Straight = 1e-5; // prices in whole cents still count

    private readonly double _leastError = Straight * SquaresAbout(answers.Numbers.AsSpan(0, Math.Min(training.Length, answers.Numbers.Length)));

    /// <summary>How a column says the answer, in words that follow its name; null where it does not.</summary>
    public string? Describe(TextColumn column) => answers.Kind switch
    {
        TaskKind.Classification when Levels(column) is { } levels => $"each of its {levels:N0} values goes with one {name}, as another name of the answer does",
        TaskKind.Regression when IsStraight(column) => $"a straight line of it is {name} itself, or nearly",
        _ => null,
    };

    /// <summary>How many values a column has, empty ones aside, where each goes with one class, and with five rows or more on average; null where not.</summary>
    private int? Levels(TextColumn column)
    {
        var classes = new int[column.Levels.Count]; // of each value, plus one; 0: not seen yet
        var (seen, empty) = (0, 0);
        foreach (var (at, row) in training.Index())
        {
            if (column[row].Length == 0)
            {
                empty++;
                continue;
            }

            ref var known = ref classes[column.Codes[row]];
            var here = answers.Classes[at] + 1;
            seen += known == 0 ? 1 : 0;
            if ((known != 0 && known != here) || seen > training.Length / RowsOfALevel)
            {
                return null;
            }

            known = here;
        }

        return seen >= answers.ClassNames.Length && 2 * empty <= training.Length ? seen : null;
    }

    /// <summary>Whether the best line through the rows with a number, half of all or more, leaves next to nothing. What it leaves only grows with further rows.</summary>
    private bool IsStraight(TextColumn column)
    {
        var (count, x, y, xx, yy, xy) = (0, 0.0, 0.0, 0.0, 0.0, 0.0); // means, then sums of squares and products about them, by Welford's updates
        foreach (var (at, row) in training.Index())
        {
            var number = NumberText.ParseOrNaN(column[row]);
            if (double.IsNaN(number))
            {
                continue;
            }

            count++;
            var (fromX, fromY) = (number - x, answers.Numbers[at] - y);
            x += fromX / count;
            y += fromY / count;
            xx += fromX * (number - x);
            yy += fromY * (answers.Numbers[at] - y);
            xy += fromX * (answers.Numbers[at] - y);
            if (Left() > _leastError)
            {
                return false;
            }
        }

        return count >= Math.Max(RowsOfALevel, training.Length / 2) && xx > 0 && Left() < Straight * yy;

        double Left() => xx > 0 ? yy - (xy * xy / xx) : yy;
    }

    private static double SquaresAbout(ReadOnlySpan<double> numbers)
    {
        var mean = 0.0;
        foreach (var number in numbers)
        {
            mean += number / numbers.Length;
        }

        var squares = 0.0;
        foreach (var number in numbers)
        {
            squares += (number - mean) * (number - mean);
        }

        return squares;
    }
}
