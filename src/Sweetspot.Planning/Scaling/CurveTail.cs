using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>How a learning curve ends: whether its error still falls faster and faster.</summary>
/// <remarks>
/// No curve that levels out does: each of the forms falls ever more slowly with the size (M4 once past its middle). A training whose rate is yet to fall ends so, and what is extrapolated
/// from it is far too high: an accuracy of 0.485 at epoch 60 became 0.624 at epoch 120 (microsoft/nni issue 2006).
/// </remarks>
internal static class CurveTail
{
    private const int FewestSizes = 5;

    /// <summary>Student's t that chance exceeds once in a hundred, by what is left of the points after three coefficients, from 2 on; beyond, that of ten.</summary>
    private static readonly ImmutableArray<double> s_unlikely = [6.96, 4.54, 3.75, 3.36, 3.14, 3.0, 2.9, 2.82, 2.76];

    /// <summary>Whether the later half of the sizes, at least five of them, bends downwards by more than chance would have it.</summary>
    public static bool Steepens(IEnumerable<SizePoint> points)
    {
        var sizes = points.GroupBy(point => point.Size).OrderBy(group => group.Key).Select(group => (Size: group.Key, Error: group.Average(point => point.Error))).ToList();
        var tail = sizes.TakeLast(Math.Max(FewestSizes, sizes.Count / 2)).ToList();
        if (tail.Count < FewestSizes)
        {
            return false;
        }

        var x = tail.Select(point => (point.Size - tail[0].Size) / (tail[^1].Size - tail[0].Size)).ToArray();
        var y = tail.Select(point => point.Error).ToArray();
        double[] ones = [.. x.Select(_ => 1.0)], squares = [.. x.Select(value => value * value)];
        if (LinearFit.Solve([ones, x, squares], y) is not { } bent || bent[2] >= 0 || LinearFit.Solve([ones, x], squares) is not { } straight)
        {
            return false;
        }

        var left = tail.Count - bent.Length;
        var noise = Enumerable.Range(0, x.Length).Sum(i => Square(y[i] - bent[0] - (bent[1] * x[i]) - (bent[2] * squares[i]))) / left;
        var own = Enumerable.Range(0, x.Length).Sum(i => Square(squares[i] - straight[0] - (straight[1] * x[i]))); // of the squares, what no line tells
        return -bent[2] > s_unlikely[Math.Min(left - 2, s_unlikely.Length - 1)] * Math.Sqrt(noise / own);

        static double Square(double value) => value * value;
    }
}
