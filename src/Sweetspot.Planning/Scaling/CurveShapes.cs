using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>The forms as functions of a search point; constants that must be positive are searched by their logarithm.</summary>
internal static class CurveShapes
{
    /// <summary>Names of the constants in the order of the point.</summary>
    public static string[] Names(CurveForm form) => form switch
    {
        CurveForm.M1 => ["a", "c"],
        CurveForm.M2 => ["a", "c", "e"],
        CurveForm.M3 => ["a", "c", "e", "g"],
        _ => ["b", "c", "e", "e0", "s"],
    };

    /// <summary>Value of a form at a size.</summary>
    public static double Value(CurveForm form, ReadOnlySpan<double> point, double size) => form switch
    {
        CurveForm.M1 => Math.Exp(point[0] - (point[1] * Math.Log(size))),
        CurveForm.M2 => Math.Exp(point[2]) + Math.Exp(point[0] - (point[1] * Math.Log(size))),
        CurveForm.M3 => Math.Exp(point[2]) + Math.Exp(point[0] + (point[1] * Math.Log((1 / size) + Math.Exp(point[3])))),
        _ => Solve(point, size),
    };

    /// <summary>The constants of a point.</summary>
    public static ImmutableSortedDictionary<string, double> Constants(CurveForm form, double[] point) =>
        Names(form).Select((name, index) => KeyValuePair.Create(name, name == "c" ? point[index] : Math.Exp(point[index])))
            .Select(pair => pair.Key == "e0" ? KeyValuePair.Create(pair.Key, pair.Value + Math.Exp(point[2])) : pair)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The point of constants.</summary>
    public static double[] Point(CurveForm form, ImmutableSortedDictionary<string, double> constants) =>
        [.. Names(form).Select(name => name switch
        {
            "c" => constants["c"],
            "e0" => Log(constants["e0"] - constants["e"]),
            _ => Log(constants[name]),
        })];

    private static double Log(double value) => Math.Log(Math.Max(value, 1e-300));

    /// <summary>y of M4 by halving: with y = e + (e0 - e) t the left side rises from 0 to infinity over t in 0 … 1.</summary>
    private static double Solve(ReadOnlySpan<double> point, double size)
    {
        var (floor, width, power) = (Math.Exp(point[2]), Math.Exp(point[3]), Math.Exp(point[4]));
        var target = point[0] - (point[1] * Math.Log(size)) + ((power - 1) * point[3]);
        var (low, high) = (-60.0, 60.0);
        for (var step = 0; step < 50; step++)
        {
            // t is the logistic function of the middle: ln t = -ln(1 + exp(-m)), ln(1 - t) = -ln(1 + exp(m)).
            var middle = (low + high) / 2;
            var left = -Math.Log(1 + Math.Exp(-middle)) + (power * Math.Log(1 + Math.Exp(middle)));
            (low, high) = left < target ? (middle, high) : (low, middle);
        }

        return floor + (width / (1 + Math.Exp(-low)));
    }
}
