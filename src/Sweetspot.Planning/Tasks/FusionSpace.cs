using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The space of sizes for several kinds of data: a size for the branch of each, 0 where it is left out, and hidden layers after them.</summary>
/// <remarks>
/// Each kind is left out once in the first population, and each stands alone once, so that what it adds can be told. Limits on FLOPs and parameters keep a
/// training within about 12 CPU seconds.
/// </remarks>
internal sealed class FusionSpace
{
    private const double MostSeconds = 10;
    private const double ConvolutionFlopsPerSecond = 2 * TrainingTimeEstimate.AssumedPeakFlopsPerSecond;
    private const int MostVocabulary = 16000;
    private const int Batch = 64;
    private static readonly int[] s_vectors = [4, 8, 16, 32];
    private static readonly int[] s_vocabularies = [500, 1000, 2000, 4000, 8000];
    private static readonly int[] s_widths = [0, 8, 16, 32, 64];

    private readonly DataProfile _profile;
    private readonly InputShape _input;
    private readonly ImmutableArray<string> _names;

    public FusionSpace(DataProfile profile, int epochs)
    {
        (_profile, _input) = (profile, profile.Input);
        _names = [.. FusionGenes.Modalities(profile).Select(modality => modality.Name)];
        Genes = [.. ImageGenes(), .. profile.Texts.SelectMany((text, index) => TextGenes(text, index + 1)), .. ColumnGenes(), .. HiddenGenes()];
        Space = GeneFactory.Space(Genes);
        var steps = SpaceLimits.Steps(profile.Rows, epochs, Batch);
        var smallest = ModelCost.Of(Shape(Point(Sizes.Small)), 1);
        var flops = Math.Max(MostSeconds * ConvolutionFlopsPerSecond / (3 * SpaceLimits.TrainingShare * profile.Rows * epochs), 1.2 * smallest.Flops);
        var parameters = Math.Max(SpaceLimits.OptimizerSeconds / (TrainingTimeEstimate.OptimizerSecondsPerParameter * steps), 1.2 * smallest.Parameters);
        Constraints = [SpaceLimits.Text("flops", SpaceLimits.TwoDigits(flops)), SpaceLimits.Text("parameters", SpaceLimits.TwoDigits(parameters))];
        InitialPopulation = [.. Rungs().Where(candidate => ModelCost.Of(Shape(candidate), 1) is var cost && cost.Flops <= flops && cost.Parameters <= parameters)
            .DistinctBy(candidate => candidate.Key).OrderBy(candidate => ModelCost.Of(Shape(candidate), 1).Parameters)];
    }

    private enum Sizes
    {
        Small,
        Middle,
        Large,
    }

    /// <summary>The genes.</summary>
    public ImmutableArray<GeneSpec> Genes { get; }

    /// <summary>The limits that belong to the space.</summary>
    public ImmutableArray<string> Constraints { get; }

    /// <summary>The search space of the genes.</summary>
    public SearchSpace Space { get; }

    /// <summary>Sizes to begin with, smallest first.</summary>
    public ImmutableArray<Candidate> InitialPopulation { get; }

    /// <summary>How the space came about, a line each.</summary>
    public IEnumerable<string> Explanation =>
    [
        string.Create(CultureInfo.InvariantCulture, $"space from {_profile.Rows:N0} rows of {string.Join(", ", _names)}: fusion, a branch for each, of size 0 where it is left out"),
        .. _profile.Texts.Select((text, index) => $"text{index + 1} is {text.Column}: n-grams or a textcnn, vocabularies up to {Vocabularies(text)[^1]}"),
        $"limits {string.Join(" and ", Constraints)}: one training then takes about {MostSeconds + SpaceLimits.OptimizerSeconds:0} CPU s at most, by a rough estimate",
        $"first population: {Counted.Of(InitialPopulation.Length, "size")}, each kind of data left out once and alone once",
    ];

    private int Side => Math.Min(_input.Height, _input.Width);

    private (int Fewest, int Most) Stages => Side switch { < 8 => (1, 1), < 16 => (1, 2), < 48 => (2, 3), _ => (3, 4) };

    private IEnumerable<string> Switches => FusionGenes.Switches(_input);

    private IEnumerable<GeneSpec> ImageGenes() => !_input.IsImage ? [] :
    [
        GeneFactory.List(FusionGenes.Channels, [0, 8, 16, 32]),
        new GeneSpec { Name = FusionGenes.Stages, Type = "int", Low = Stages.Fewest, High = Stages.Most, When = $"{FusionGenes.Channels} > 0" },
    ];

    private static IEnumerable<GeneSpec> TextGenes(TextFacts text, int number)
    {
        var isUsed = $"{FusionGenes.TextGene(number, "width")} > 0";
        string[] kinds = text.LongestLength >= TextCnnShape.Kernels[^1] ? FusionGenes.Kinds : [FusionGenes.Kinds[0]];
        yield return GeneFactory.List(FusionGenes.TextGene(number, "width"), s_widths);
        yield return new GeneSpec { Name = FusionGenes.TextGene(number, "kind"), Type = "choice", Values = [.. kinds], When = isUsed };
        yield return GeneFactory.List(FusionGenes.TextGene(number, "vocabulary"), Vocabularies(text)) with { When = isUsed };
    }

    private IEnumerable<GeneSpec> ColumnGenes()
    {
        if (FusionGenes.HasColumns(_input))
        {
            yield return GeneFactory.List(FusionGenes.ColumnsWidth, s_widths);
            if (!_input.Levels.IsEmpty)
            {
                yield return EmbeddingGene(_input) with { When = $"{FusionGenes.ColumnsWidth} > 0" };
            }
        }
    }

    private static IEnumerable<GeneSpec> HiddenGenes() =>
    [
        new GeneSpec { Name = "depth", Type = "int", Low = 0, High = 2 },
        new GeneSpec { Name = "width", Type = "int", Low = 16, High = 128, Scale = "log", Multiple = 8, When = "depth > 0" },
    ];

    /// <summary>The gene of categories' vectors: none, and powers of two up to half of the widest column's levels.</summary>
    public static GeneSpec EmbeddingGene(InputShape input) =>
        GeneFactory.List(CategoryVectors.Gene, [0, .. s_vectors.Where(width => width == 4 || width <= input.Levels.Max() / 2)]);

    private static int[] Vocabularies(TextFacts text)
    {
        var most = Math.Clamp(text.Grams + 2, 500, MostVocabulary);
        return [.. s_vocabularies.Where(count => count < most), most];
    }

    private IEnumerable<Candidate> Rungs()
    {
        foreach (var size in Enum.GetValues<Sizes>())
        {
            yield return Point(size);
        }

        yield return Point(Sizes.Middle, ("depth", 0));
        yield return Point(Sizes.Large, ("depth", 0));
        yield return Point(Sizes.Middle, [.. Enumerable.Range(1, _profile.Texts.Length).Select(text => (FusionGenes.TextGene(text, "kind"), (object)FusionGenes.Kinds[1]))]);
        foreach (var size in (Sizes[])[Sizes.Middle, Sizes.Large])
        {
            foreach (var one in Switches)
            {
                yield return Point(size, (one, 0), ("depth", size == Sizes.Middle ? 1 : 0));
                yield return Point(size, [.. Switches.Where(other => other != one).Select(other => (other, (object)0)), ("depth", size == Sizes.Middle ? 1 : 0)]);
            }
        }
    }

    /// <summary>A point whose genes are low, in the middle or high, but for those given.</summary>
    private Candidate Point(Sizes size, params IReadOnlyList<(string Name, object Value)> given) => Space.Create(Genes.ToDictionary(
        gene => gene.Name,
        gene => given.FirstOrDefault(pair => pair.Name == gene.Name).Value switch
        {
            int number => GeneValue.Of(number),
            string word when gene.Values.Contains(word) => GeneValue.Of(word),
            _ => gene.Type switch
            {
                "choice" => GeneValue.Of(gene.Values[0]),
                "list" => GeneValue.Of(double.Parse(OfList(gene, size), CultureInfo.InvariantCulture)),
                _ => GeneValue.Of(gene.Name == "depth" ? 1 : size switch { Sizes.Small => gene.Low, Sizes.Middle => gene.Name == "width" ? 64 : gene.Low, _ => gene.High }),
            },
        }));

    private static string OfList(GeneSpec gene, Sizes size)
    {
        var values = gene.Name == CategoryVectors.Gene ? gene.Values : gene.Values.Where(value => value != "0").ToImmutableArray();
        return size switch { Sizes.Small => values[0], Sizes.Middle => values[values.Length / 2], _ => values[^1] };
    }

    private ModelShape Shape(Candidate candidate) => ModelShape.Decode(candidate, _input, _profile.Outputs);
}
