using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>A law that somebody published, with where it comes from.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="Law">Its constants.</param>
/// <param name="Repeated">The same with repeated data; null where the source has no such constants.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Date">Year and month.</param>
/// <param name="Precision">How exactly the constants are known.</param>
/// <param name="Domain">What it was fitted to.</param>
/// <param name="Runs">How far its runs go; null where the source does not say.</param>
public sealed record PublishedLaw(string Name, ScalingLaw Law, RepeatedDataLaw? Repeated, string Source, string Date, string Precision, string Domain, LawRange? Runs)
{
    /// <summary>Laws of resamples of its runs: how far it would move with other runs of the same kind; empty where the source gives none.</summary>
    public ImmutableArray<ScalingLaw> Resampled { get; init; } = [];

    /// <summary>How far single runs lie off it, as a standard deviation of ln; null where the source does not say.</summary>
    public double? Scatter { get; init; }

    private static readonly Lazy<(ImmutableArray<PublishedLaw> Laws, string Default)> s_file = new(Read);

    /// <summary>All, the default first.</summary>
    public static ImmutableArray<PublishedLaw> All => s_file.Value.Laws;

    /// <summary>The law that is taken where none is named: Besiroglu's refit of Hoffmann's runs.</summary>
    public static PublishedLaw Default => All.First(law => law.Name == s_file.Value.Default);

    /// <summary>The law of that name.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    public static PublishedLaw Find(string name) => All.FirstOrDefault(law => law.Name == name)
        ?? throw new UserInputException($"\"{name}\" is not a published law{Nearest.Hint(name, [.. All.Select(law => law.Name)])}");

    private static (ImmutableArray<PublishedLaw>, string) Read()
    {
        using var stream = typeof(PublishedLaw).Assembly.GetManifestResourceStream("published-laws.json")!; // embedded by the project file
        using var document = JsonDocument.Parse(stream);
        return ([.. document.RootElement.GetProperty("laws").EnumerateArray().Select(Read)], document.RootElement.GetProperty("default").GetString()!);
    }

    private static PublishedLaw Read(JsonElement element)
    {
        var law = new ScalingLaw(Number("E"), Number("A"), Number("B"), Number("alpha"), Number("beta"));
        var repeated = element.TryGetProperty("repeated_tokens", out var tokens) ? new RepeatedDataLaw(law, tokens.GetDouble(), Number("excess_parameters")) : null;
        return new PublishedLaw(Text("name"), law, repeated, Text("source"), Text("date"), Text("precision"), Text("domain"), Range(element))
        {
            Resampled = Resamples(element),
            Scatter = element.TryGetProperty("scatter", out var scatter) ? scatter.GetDouble() : null,
        };

        double Number(string name) => element.GetProperty(name).GetDouble();

        string Text(string name) => element.GetProperty(name).GetString()!; // every entry of the file has it
    }

    /// <summary>The law of a row E, A, B, alpha, beta.</summary>
    internal static ScalingLaw LawOf(double[] row) => new(row[0], row[1], row[2], row[3], row[4]);

    private static ImmutableArray<ScalingLaw> Resamples(JsonElement element) => element.TryGetProperty("resampled", out var rows)
        ? [.. rows.EnumerateArray().Select(row => LawOf([.. row.EnumerateArray().Select(value => value.GetDouble())]))]
        : [];

    private static LawRange? Range(JsonElement element) => element.TryGetProperty("largest_flops", out var flops)
        ? new LawRange(flops.GetDouble(), element.GetProperty("largest_parameters").GetDouble(), element.GetProperty("largest_tokens").GetDouble())
        : null;
}
