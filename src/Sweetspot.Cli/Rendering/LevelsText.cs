using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>The levels of training that a search uses, in words.</summary>
internal static class LevelsText
{
    /// <summary><c>most trials stop after 3 or 10 of 30 epochs, and each counts as one; only whole trainings stand on the front</c>; null where all trainings are whole.</summary>
    /// <param name="algorithm">Name of the search.</param>
    /// <param name="settings">Its levels, and the parts that are switched off.</param>
    /// <param name="unit">What levels count.</param>
    public static string? Of(string algorithm, AlgorithmSettings settings, string unit)
    {
        var levels = HalvingSearch.LevelsOf(algorithm, settings);
        if (levels.Count < 2)
        {
            return null;
        }

        var low = string.Join(" or ", levels.SkipLast(1).Select(level => level.Epochs.ToString(CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"most trials stop after {low} of {levels[^1].Epochs}{unit}, and each counts as one; only whole trainings stand on the front");
    }

    /// <summary><c>3, 9 and 29 epochs, some 100 ms, 290 ms and 960 ms of CPU each; what goes on is trained on, not anew</c>; null where all trainings are whole.</summary>
    /// <param name="algorithm">Name of the search.</param>
    /// <param name="settings">Its levels, and the parts that are switched off.</param>
    /// <param name="wholeSeconds">CPU seconds of a whole training.</param>
    public static string? Costs(string algorithm, AlgorithmSettings settings, double wholeSeconds)
    {
        var levels = HalvingSearch.LevelsOf(algorithm, settings);
        return levels.Count < 2 ? null
            : $"{Listed(levels.Select(level => level.Epochs.ToString(CultureInfo.InvariantCulture)))} epochs, about {Listed(levels.Select(level => NumberFormat.Seconds(wholeSeconds * level.Epochs / levels[^1].Epochs)))} of CPU each; "
                + "of three about one goes on to the next, trained on and not anew.";
    }

    private static string Listed(IEnumerable<string> words) => words.ToList() is [.. var first, var last] ? $"{string.Join(", ", first)} and {last}" : "";
}
