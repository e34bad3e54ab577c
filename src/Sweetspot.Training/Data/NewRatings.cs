using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Pairs of user and item to be answered by a trained model.</summary>
internal static class NewRatings
{
    /// <summary>Encodes a table that has both columns; those that training did not know are answered as unknown, and counted.</summary>
    /// <exception cref="UserInputException">A column is missing.</exception>
    public static EncodedRows Encode(RatingEncoderDocument document, string json, DataFile file)
    {
        var table = TextTable.Read(file);
        var names = table.Columns.Select(column => column.Name).ToList();
        var missing = new[] { document.Users.Source, document.Items.Source }.Where(name => table.Find(name) is null).ToList();
        if (missing.Count > 0)
        {
            throw new UserInputException(missing.Select(name => $"{file.Name}: the column {name} is missing.{NearestName.Hint(name, names)}"));
        }

        ImmutableArray<int> rows = [.. Enumerable.Range(0, table.Rows)];
        var users = document.Users.Encode(table.Find(document.Users.Source)!, rows);
        var items = document.Items.Encode(table.Find(document.Items.Source)!, rows);
        var data = new EncodedData
        {
            Input = InputShape.Ids(document.Users.Levels.Length + 1, document.Items.Levels.Length + 1),
            Ids = [.. rows.SelectMany(row => new[] { users[row], items[row] })],
            EncoderJson = json,
        };
        return new EncodedRows(
            data, [.. rows.Select(row => (row + 1).ToString(CultureInfo.InvariantCulture))], [.. Cold(document.Users.Source, users), .. Cold(document.Items.Source, items)]);
    }

    private static IEnumerable<string> Cold(string column, int[] numbers)
    {
        var cold = numbers.Count(number => number == 0);
        return cold == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{column}: {cold:N0} of {Counted.Of(numbers.Length, "row")} {Counted.Word(cold, "has", "have")} one that training did not know; {Counted.Word(cold, "it is", "they are")} answered as for an unknown {column}.")];
    }
}
