using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>Numbers from 1 for the users or items of the training data; 0 for any other.</summary>
/// <param name="Source">Column of the table.</param>
/// <param name="Levels">The texts, in the order of their numbers; null for one that no fit row has, which counts as unknown.</param>
internal sealed record FittedIds(string Source, ImmutableArray<string?> Levels)
{
    /// <summary>The number of each text.</summary>
    public int[] Encode(TextColumn column, IReadOnlyList<int> rows)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var level = 0; level < Levels.Length; level++)
        {
            if (Levels[level] is { } text)
            {
                known[text] = level + 1;
            }
        }

        return column.Map(text => known.GetValueOrDefault(text), rows);
    }
}
