using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Sweetspot.Planning;

/// <summary>
/// Error of networks of images by size and images seen: between two published learning curves of a family, ln error goes with ln parameters; beyond them it is extrapolated along the
/// same line. It ranks sizes; the error of another task has another level.
/// </summary>
public sealed record VisionLaw : IVisionLaw
{
    /// <summary>How far beyond the published sizes it is followed.</summary>
    public const double Reach = 4;

    private static readonly string[] s_constants = ["b", "c", "e", "e0", "s"];
    private static readonly Lazy<VisionLaw> s_published = new(Load);

    /// <summary>The one that comes with the program.</summary>
    public static VisionLaw Published => s_published.Value;

    /// <inheritdoc/>
    public required ImmutableArray<VisionCurve> Curves { get; init; }

    /// <inheritdoc/>
    public required string Source { get; init; }

    /// <inheritdoc/>
    public required string Metric { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Cautions(double epochs) =>
    [
        "errors are of the law's task, not of yours: take them to rank sizes, and measure a ladder of yours with find and fit to know the level (--law)",
        string.Create(CultureInfo.InvariantCulture, $"images are taken to be worth as much when seen again, up to {epochs:0.##} times (--max-epochs); the source saw that hold until a network over-fits"),
    ];

    /// <inheritdoc/>
    public Interval? IntervalOf(double parameters, double images) => null;

    /// <inheritdoc/>
    public double Error(string family, double parameters, double images)
    {
        var (small, large) = Ends(family);
        var (low, high) = (Math.Log(small.Curve.At(images)), Math.Log(large.Curve.At(images)));
        var place = Math.Log(parameters / small.Parameters) / Math.Log(large.Parameters / small.Parameters);
        return Math.Min(small.Curve.Constants["e0"], Math.Exp(low + (place * (high - low))));
    }

    /// <inheritdoc/>
    public Interval Range(string family) => new(Ends(family).Small.Parameters, Ends(family).Large.Parameters);

    /// <inheritdoc/>
    public bool IsExtrapolated(string family, double parameters, double images)
    {
        var (small, large) = Ends(family);
        return parameters < small.Parameters / 1.2 || parameters > large.Parameters * 1.2 || images < Math.Max(small.Least, large.Least) || images > Math.Min(small.Most, large.Most);
    }

    private (VisionCurve Small, VisionCurve Large) Ends(string family)
    {
        var curves = Curves.Where(curve => curve.Family == family).OrderBy(curve => curve.Parameters).ToList();
        return (curves[0], curves[^1]);
    }

    private static VisionLaw Load()
    {
        using var stream = typeof(VisionLaw).Assembly.GetManifestResourceStream("vision-curves.json")!; // embedded by the project file
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        return new VisionLaw
        {
            Source = root.GetProperty("source").GetString()!, // the file has it
            Metric = root.GetProperty("metric").GetString()!,
            Curves = [.. root.GetProperty("curves").EnumerateArray().Select(Curve)],
        };
    }

    private static VisionCurve Curve(JsonElement element)
    {
        var constants = s_constants.Select(name => KeyValuePair.Create(name, Number(name))).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var curve = new LearningCurve(CurveForm.M4, constants, Number("log_error"));
        return new VisionCurve(element.GetProperty("family").GetString()!, element.GetProperty("model").GetString()!, Number("parameters"), curve, Number("least"), Number("most"));

        double Number(string name) => element.GetProperty(name).GetDouble();
    }
}
