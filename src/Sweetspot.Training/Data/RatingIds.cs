using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>The users or the items of a table of ratings, by number.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Levels">Those of the training rows, in the order of their first row; numbers count from 1.</param>
/// <param name="Numbers">Number of each row, training then test; 0 where it is missing or no training row has it.</param>
internal sealed record RatingIds(string Column, ImmutableArray<string> Levels, ImmutableArray<int> Numbers)
{
    /// <summary>Numbers the texts of a column.</summary>
    /// <param name="column">Texts.</param>
    /// <param name="rows">Rows to number, training rows first.</param>
    /// <param name="training">How many are training rows.</param>
    public static RatingIds Of(TextColumn column, ImmutableArray<int> rows, int training)
    {
        var numbers = new int[column.Levels.Count];
        var levels = new List<string>();
        foreach (var row in rows.AsSpan(0, training))
        {
            var code = column.Codes[row];
            if (numbers[code] == 0 && !NumberText.IsMissingWord(column.Levels[code]))
            {
                levels.Add(column.Levels[code]);
                numbers[code] = levels.Count;
            }
        }

        return new RatingIds(column.Name, [.. levels], [.. rows.Select(row => numbers[column.Codes[row]])]);
    }
}
