using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Sets test data aside where no test file is given.</summary>
internal static class TestPart
{
    private const ulong Seed = 20;
    private const int Quantiles = 10;

    /// <summary>Whether each row is test data: stratified, whole groups together, the same for every study.</summary>
    /// <param name="target">What is to be answered.</param>
    /// <param name="groups">Group of each row, or empty.</param>
    /// <param name="times">Time of each row: the newest are test data; empty where rows are not split by time.</param>
    /// <param name="fraction">Over 0, under 1.</param>
    /// <exception cref="UserInputException">The fraction is not between 0 and 1.</exception>
    public static bool[] HoldOut(Target target, ImmutableArray<int> groups, ReadOnlySpan<double> times, double fraction)
    {
        if (!times.IsEmpty)
        {
            return TimeSplits.HoldOut(times, groups, Checked(fraction));
        }

        var strata = target.Kind == TaskKind.Classification ? [.. target.Classes] : Dealer.Quantiles(target.Numbers.AsSpan(), Quantiles);
        return Dealer.HoldOut(strata, groups, Checked(fraction), RandomStream.For(Seed, 0, "test"));
    }

    /// <summary>The fraction itself.</summary>
    /// <exception cref="UserInputException">It is not between 0 and 1.</exception>
    public static double Checked(double fraction) =>
        fraction is > 0 and < 1 ? fraction : throw new UserInputException($"The test fraction {fraction} is not between 0 and 1.");

    public static string Note(int rows, bool areNewest = false) => areNewest
        ? $"The newest {Counted.Of(rows, "row is", "rows are")} set aside as test data."
        : $"{Counted.Of(rows, "row is", "rows are")} set aside as test data.";
}
