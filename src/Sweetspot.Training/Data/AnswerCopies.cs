using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Finds columns that say the answer under another name, in all rows or nearly all. Of most columns a few rows show that they do not, and no more are looked at.</summary>
/// <param name="answers">Of the training rows first.</param>
/// <param name="name">The target's name.</param>
/// <param name="training">The training rows.</param>
internal sealed class AnswerCopies(Target answers, string name, ImmutableArray<int> training)
{
    private const int RowsOfALevel = 5;
    private const int NamesOfAClass = 2; // further spellings; a column of more values is no list of names
    private const int MostClasses = 200;
    private const double Disagreeing = 0.02; // of the rows; of those that are not of the commonest class, a tenth
    private const double Straight = 1e-5; // prices in whole cents still count
    private const double NearlyStraight = 2e-3; // |r| above 0.999

    private readonly double _leastError = NearlyStraight * SquaresAbout(answers.Numbers.AsSpan(0, Math.Min(training.Length, answers.Numbers.Length)));

    /// <summary>How a column says the answer, in words that follow its name; null where it does not.</summary>
    public string? Describe(TextColumn column) => answers.Kind switch
    {
        TaskKind.Classification => Named(column) ?? NearlyNamed(column),
        TaskKind.Regression => OnALine(column),
        _ => null,
    };

    /// <summary>
    /// Whether each value of a column, empty ones aside, goes with one class, and has five rows or more on average. Values of one row say nothing, and so few rows may have such.
    /// </summary>
    private string? Named(TextColumn column)
    {
        var classes = new int[column.Levels.Count]; // of each value, plus one; 0: not seen yet
        var rows = new int[column.Levels.Count];
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
            rows[column.Codes[row]]++;
        }

        if (seen < answers.ClassNames.Length || 2 * empty > training.Length || rows.Count(count => count == 1) > Disagreeing * training.Length)
        {
            return null;
        }

        return seen <= NamesOfAClass * answers.ClassNames.Length
            ? $"each of its {seen:N0} values goes with one {name}, as another name of the answer does"
            : $"each of its {seen:N0} values goes with one {name}, as a finer name of the answer does, or one of rows that belong together (--group {column.Name} keeps those on one side of a split)";
    }

    /// <summary>Whether its few values name the class in nearly all rows, each class by one value or more.</summary>
    private string? NearlyNamed(TextColumn column)
    {
        var (values, kinds) = (column.Levels.Count, answers.ClassNames.Length);
        if (kinds > MostClasses || values > (NamesOfAClass * kinds) + 1)
        {
            return null;
        }

        var counts = new int[values, kinds];
        foreach (var (at, row) in training.Index())
        {
            if (column[row].Length > 0 && answers.Classes[at] >= 0)
            {
                counts[column.Codes[row], answers.Classes[at]]++;
            }
        }

        var (named, rows, right, seen) = (new int[kinds], 0, 0, 0);
        for (var value = 0; value < values; value++)
        {
            var of = Enumerable.Range(0, kinds).Select(kind => counts[value, kind]).ToArray();
            var most = of.Max();
            named[Array.IndexOf(of, most)] += most;
            (rows, right, seen) = (rows + of.Sum(), right + most, seen + (most > 0 ? 1 : 0));
        }

        var common = Enumerable.Range(0, kinds).Max(kind => Enumerable.Range(0, values).Sum(value => counts[value, kind]));
        return named.All(count => count > 0) && 2 * rows >= training.Length && rows - right <= Math.Min(Disagreeing * rows, 0.1 * (rows - common))
            ? string.Create(CultureInfo.InvariantCulture, $"agrees with {name} in {Math.Floor(1000.0 * right / rows) / 10:0.0} % of rows (each of its {seen:N0} values with one), as another name of the answer does")
            : null;
    }

    /// <summary>Whether the best line through the rows with a number, half of all or more, leaves nothing or little. What it leaves only grows with further rows.</summary>
    private string? OnALine(TextColumn column)
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
                return null;
            }
        }

        return count < Math.Max(RowsOfALevel, training.Length / 2) || xx <= 0 || Left() >= NearlyStraight * yy ? null
            : Left() < Straight * yy ? $"a straight line of it is {name} itself, or nearly"
            : string.Create(CultureInfo.InvariantCulture, $"a straight line of it follows {name} nearly (r = {Math.Truncate(1e4 * xy / Math.Sqrt(xx * yy)) / 1e4:0.0000})");

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
