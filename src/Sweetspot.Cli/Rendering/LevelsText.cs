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
}
