using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Whether runs can tell the constants of L(N, D) apart.</summary>
internal static class RunChecks
{
    /// <summary>One more than the constants, so that there is something left to judge by.</summary>
    public const int LeastRuns = HuberObjective.Dimension + 1;

    private const int LeastDistinct = 3;
    private const double SameSize = 0.01;
    private const double LeastFreedom = 0.02;

    /// <exception cref="UserInputException">They cannot; one line for each reason.</exception>
    public static void Require(IReadOnlyCollection<TrainingRun> runs)
    {
        var problems = Problems(runs).ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }
    }

    /// <summary>How many values are more than 1 % apart.</summary>
    public static int Distinct(IEnumerable<double> values)
    {
        var (count, last) = (0, 0.0);
        foreach (var value in values.Order().Where(value => count == 0 || value > last * (1 + SameSize)))
        {
            (count, last) = (count + 1, value);
        }

        return count;
    }

    /// <summary>Standard deviation of ln D that does not follow from ln N by a straight line.</summary>
    public static double Freedom(IReadOnlyCollection<TrainingRun> runs)
    {
        var (x, y) = (runs.Select(run => Math.Log(run.Parameters)).ToArray(), runs.Select(run => Math.Log(run.Tokens)).ToArray());
        var (meanX, meanY) = (x.Average(), y.Average());
        var slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
        return Math.Sqrt(x.Zip(y, (a, b) => b - meanY - (slope * (a - meanX))).Average(rest => rest * rest));
    }

    private static IEnumerable<string> Problems(IReadOnlyCollection<TrainingRun> runs)
    {
        if (runs.Count < LeastRuns)
        {
            yield return $"{Counted.Of(runs.Count, "usable run")}: the law L(N, D) has five constants and needs at least {LeastRuns} runs; train more, or fit one curve with --size and --error (3 points).";
            yield break;
        }

        var (sizes, data) = (Distinct(runs.Select(run => run.Parameters)), Distinct(runs.Select(run => run.Tokens)));
        if (sizes < LeastDistinct)
        {
            yield return $"the runs have {Counted.Of(sizes, "distinct size")}{Only(sizes, runs.First().Parameters, "parameters")}; alpha needs at least {LeastDistinct}: train other sizes, or fit one curve over the tokens with --size TOKENS-COLUMN --error LOSS-COLUMN.";
        }

        if (data < LeastDistinct)
        {
            yield return $"the runs have {Counted.Of(data, "distinct number")} of tokens{Only(data, runs.First().Tokens, "tokens")}; beta needs at least {LeastDistinct}: train longer and shorter, or fit one curve over the parameters with --size PARAMETERS-COLUMN --error LOSS-COLUMN.";
        }

        if (sizes >= LeastDistinct && data >= LeastDistinct && Freedom(runs) < LeastFreedom)
        {
            yield return "the tokens follow from the parameters in all runs (a fixed ratio, or one budget), so that what size and what data do cannot be told apart; train some sizes on 3 times more and fewer tokens.";
        }
    }

    private static string Only(int count, double value, string unit) => count == 1 ? $" ({FormattableString.Invariant($"{value:0.####e+0}")} {unit} everywhere)" : "";
}
