using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>
/// The space of sizes where the user gives none: it follows from the kind of task and the size and shape of the data, and says how.
/// </summary>
/// <remarks>
/// The widest hidden layer is the largest power of two from 32 to 512 with which the deepest net has at most 100 parameters a training row and trains in
/// about 30 CPU seconds. Images add <c>cnn</c>: stages by the image's side, and a limit on FLOPs that keeps one training within about 12 CPU seconds (1 for
/// tiny pictures). From 16 pixels a side on, blocks are searched and random changes of images in place of kernels and a dense layer; from 24 on, half the
/// resolution too; from 50,000 images on, <c>vit</c>, which has no chance against convolutions on fewer. The linear model is no point of the space: it is
/// always trained beside it.
/// </remarks>
public sealed partial class DefaultSpace
{
    private const int SmallestWidth = 8;
    private const int MostParametersPerRow = 100;
    private const double MostSeconds = 30;
    private const double MostImageSeconds = 12;
    private const int FewestRowsOfVit = 50_000;
    private const double ConvolutionFlopsPerSecond = 2 * TrainingTimeEstimate.AssumedPeakFlopsPerSecond;
    private const double PixelsPerSecond = 1.5e5;
    private const double TrainingShare = 0.8;
    private const int Batch = 128;

    private readonly DataProfile _profile;
    private readonly int _epochs;

    private DefaultSpace(DataProfile profile, int epochs)
    {
        (_profile, _epochs) = (profile, epochs);
        if (profile.IsOfPairs)
        {
            var ratings = new RecommendationSpace(profile, epochs);
            (Genes, Constraints, Space, InitialPopulation, Explanation) = (ratings.Genes, [], ratings.Space, ratings.InitialPopulation, ratings.Explanation);
            return;
        }

        if (FusionGenes.IsFusion(profile.Input))
        {
            var fusion = new FusionSpace(profile, epochs);
            (Genes, Constraints, Space, InitialPopulation, Explanation) = (fusion.Genes, fusion.Constraints, fusion.Space, fusion.InitialPopulation, [.. fusion.Explanation]);
            return;
        }

        MostFlops = HasImages ? Limit() : null;
        var width = Width();
        Genes = HasImages ? ImageGenes(width) : [Integer("depth", 1, Depth), Widths(width), .. HasVectors ? [FusionSpace.EmbeddingGene(profile.Input)] : Array.Empty<GeneSpec>()];
        Constraints = MostFlops is { } flops ? [$"flops <= {Short(flops)}"] : [];
        Space = GeneFactory.Space(Genes);
        InitialPopulation = [.. (HasImages ? IsTiny ? TinyLadder() : PictureLadder() : Ladder("", Depth).Concat(VectorLadder())).DistinctBy(candidate => candidate.Key).OrderBy(Parameters)];
        Explanation = [.. Explain()];
    }

    private DefaultSpace(DataProfile profile, int epochs, TranslationSpace pairs)
    {
        (_profile, _epochs) = (profile, epochs);
        Genes = pairs.Genes;
        Constraints = pairs.Constraints;
        Space = pairs.Space;
        InitialPopulation = pairs.Ladder;
        Explanation = [.. pairs.Explanation];
    }

    private DefaultSpace(DataProfile profile, int epochs, TextSpace texts)
    {
        (_profile, _epochs) = (profile, epochs);
        Genes = texts.Genes;
        Constraints = texts.Constraints;
        Space = texts.Space;
        InitialPopulation = texts.Ladder;
        Explanation = [.. texts.Explanation];
    }

    private DefaultSpace(DataProfile profile, LanguageSpace language)
    {
        (_profile, _epochs) = (profile, LanguageCompute.Parts);
        (Genes, Constraints, Space, InitialPopulation, Explanation) = (language.Genes, language.Constraints, language.Space, language.InitialPopulation, [.. language.Explanation]);
    }

    /// <summary>The genes.</summary>
    public ImmutableArray<GeneSpec> Genes { get; }

    /// <summary>Limits that belong to the space: none for tables, one on FLOPs for images.</summary>
    public ImmutableArray<string> Constraints { get; }

    /// <summary>The search space of the genes.</summary>
    public SearchSpace Space { get; }

    /// <summary>A ladder of sizes to begin with, smallest first: each family, both ends of each gene that makes size.</summary>
    public ImmutableArray<Candidate> InitialPopulation { get; }

    /// <summary>How the space came about, for the user; a line each.</summary>
    public ImmutableArray<string> Explanation { get; }

    private bool HasVectors => !_profile.Input.Levels.IsEmpty;

    private bool HasImages => _profile.Input.IsImage && Side >= 4;

    private int Side => Math.Min(_profile.Input.Height, _profile.Input.Width);

    private int Depth => !HasImages ? 3 : HasVit ? 4 : 2;

    private (int Fewest, int Most) Stages => Side switch { < 8 => (1, 1), < 16 => (1, 2), < 24 => (1, 3), < 48 => (2, 3), < 96 => (2, 4), _ => (3, 5) };

    private (int Low, int High) Channels => Side < 16 ? (4, 32) : (8, 64);

    /// <summary>Channels in multiples of 8 train nearly twice as fast as others (see the trainer's input buffer); tiny pictures have none to waste.</summary>
    private int ChannelStep => Side < 16 ? 4 : 8;

    private double? MostFlops { get; }

    private double TrainingSeconds => Math.Clamp(_profile.Rows * (double)_profile.Input.Height * _profile.Input.Width / PixelsPerSecond, 1, MostImageSeconds);

    /// <summary>The default space of a data set.</summary>
    /// <param name="profile">What is known of the data.</param>
    /// <param name="epochs">Most epochs of one training.</param>
    /// <param name="batch">Examples in one training step.</param>
    /// <param name="compute">FLOPs of one training of a language model.</param>
    public static DefaultSpace For(DataProfile profile, int epochs = 25, int batch = 64, double compute = 1e12) =>
        profile.Kind == TaskKind.LanguageModel ? new(profile, new LanguageSpace(profile, compute))
        : profile.Input.IsTranslation ? new(profile, epochs, TranslationSpace.For(profile, epochs, batch))
        : TextShapes.IsText(profile.Input) ? new(profile, epochs, TextSpace.For(profile, epochs, batch)) : new(profile, epochs);

    /// <summary>FLOPs that train in the time allowed, but never fewer than the narrowest network of the most stages needs.</summary>
    private double Limit() => SpaceLimits.TwoDigits(Math.Max(
        TrainingSeconds * ConvolutionFlopsPerSecond / (3 * TrainingShare * _profile.Rows * _epochs), 1.2 * Flops(Stages.Most, Channels.Low)));

    private int Width()
    {
        var width = 512;
        while (width > 32 && !Fits(width))
        {
            width /= 2;
        }

        return width;
    }

    private bool Fits(int width)
    {
        var shape = new MlpShape { Input = CategoryVectors.Input(_profile.Input, 0), Hidden = [.. Enumerable.Repeat(width, Depth)], Outputs = _profile.Outputs };
        var seconds = TrainingTimeEstimate.Of(shape, (int)Math.Ceiling(TrainingShare * _profile.Rows), _epochs, Batch).Value;
        var cost = ModelCost.Of(shape, Batch);
        return cost.Parameters <= (double)MostParametersPerRow * _profile.Rows && seconds <= MostSeconds && cost.Flops <= (MostFlops ?? double.MaxValue);
    }

    private ImmutableArray<GeneSpec> ImageGenes(int width)
    {
        var fewest = Stages.Fewest;
        var (low, high) = Channels;
        while (high > low && Flops(fewest, high) > MostFlops)
        {
            high -= ChannelStep;
        }

        return IsTiny ? TinyGenes(width, high) : PictureGenes(width, high);
    }

    private double Flops(int stages, int channels) => ModelCost.Of(
        new CnnShape
        {
            Input = _profile.Input,
            Stages = [.. Enumerable.Range(0, stages).Select(stage => channels << stage)],
            Convolutions = 1,
            Kernel = 3,
            Dense = 0,
            Outputs = _profile.Outputs,
        },
        Batch).Flops;

    private static GeneSpec Integer(string name, int low, int high) => new() { Name = name, Type = "int", Low = low, High = high };

    private static GeneSpec Widths(int high) => Integer("width", SmallestWidth, high) with { Scale = "log", Multiple = 4 };

    /// <summary>Each depth with the smallest, the middle and the largest width; beside a cnn only the small, a middle and the largest net.</summary>
    private IEnumerable<Candidate> Ladder(string family, int depth) =>
        from layers in Enumerable.Range(1, depth)
        from width in Levels("width")
        where family.Length == 0 || (layers == depth) == (width == Levels("width")[^1])
        select Create(("family", family), ("depth", layers), ("width", width));

    /// <summary>A small, a middle and the largest net whose categories have vectors.</summary>
    private IEnumerable<Candidate> VectorLadder() => !HasVectors ? [] :
        from layers in new[] { 1, Depth }
        from embedding in Genes.First(gene => gene.Name == CategoryVectors.Gene).Values.Skip(1).TakeLast(2)
        select Create(("depth", layers), ("width", Levels("width")[layers == 1 ? 1 : 2]), (CategoryVectors.Gene, int.Parse(embedding, CultureInfo.InvariantCulture)));

    private bool IsWithinLimit(Candidate candidate) => Flops(candidate) <= MostFlops;

    private long Flops(Candidate candidate) => ModelCost.Of(ModelShape.Decode(candidate, _profile.Input, _profile.Outputs), Batch).Flops;

    private long Parameters(Candidate candidate) => ModelCost.Of(ModelShape.Decode(candidate, _profile.Input, _profile.Outputs), Batch).Parameters;

    /// <summary>Low end, geometric middle (a multiple as the gene says) and high end of an int gene.</summary>
    private int[] Levels(string name)
    {
        var gene = Genes.First(gene => gene.Name == name);
        var middle = Math.Sqrt(gene.Low * gene.High);
        return [(int)gene.Low, (int)Math.Clamp(gene.Multiple * Math.Round(middle / gene.Multiple), gene.Low, gene.High), (int)gene.High];
    }

    /// <summary>A point of the space; images are taken whole and shifted where nothing else is said.</summary>
    private Candidate Create(params IEnumerable<(string Name, object Value)> values) => Space.Create(
        Genes.ToDictionary(gene => gene.Name, gene => values.Concat([(Resolution.Gene, Side), ("augment", "shift")]).FirstOrDefault(pair => pair.Name == gene.Name).Value switch
        {
            string word => GeneValue.Of(word),
            int number => GeneValue.Of(number),
            _ => GeneValue.Of(0),
        }));

    private ImmutableArray<string> Families => Genes.FirstOrDefault(gene => gene.Name == "family")?.Values ?? ["mlp"];

    private static string Listed(IReadOnlyCollection<string> words) => words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words.Last()}";

    private IEnumerable<string> Explain()
    {
        var what = _profile.Input.IsImage
            ? $"images of {_profile.Input.Height}×{_profile.Input.Width}{(_profile.Input.Channels == 3 ? " in colour" : "")}"
            : $"rows of {Counted.Of(CategoryVectors.Input(_profile.Input, 0).Size, "number")}";
        var answers = _profile.Kind == TaskKind.Classification ? $"{Counted.Of(_profile.Outputs, "class", "classes")}" : "a number to predict";
        yield return string.Create(CultureInfo.InvariantCulture, $"space from {_profile.Rows:N0} {what}, {answers}: {Listed(Families)}");
        var widest = InitialPopulation.Where(candidate => candidate.Find("width") is not null).MaxBy(Parameters)!;
        yield return $"width {SmallestWidth}…{widest.Number("width")}, depth 1…{Depth}: the largest, {Describe(widest)}";
        if (HasVectors)
        {
            yield return $"{Counted.Of(_profile.Input.Levels.Length, "category", "categories")} of {_profile.Input.Levels.Min() - 1} to {_profile.Input.Levels.Max() - 1} levels: one number a level, or vectors of up to {Genes.First(gene => gene.Name == CategoryVectors.Gene).Values[^1]} numbers (gene {CategoryVectors.Gene})";
        }

        if (HasImages)
        {
            var largest = InitialPopulation.Where(candidate => candidate.Find("channels") is not null).MaxBy(Flops)!;
            yield return $"stages {string.Join('…', Ends("stages"))}, channels {string.Join('…', Ends("channels"))} (doubled each stage): the largest to begin with, {Describe(largest)}";
            if (!IsTiny)
            {
                yield return $"blocks {Listed(Genes.First(gene => gene.Name == "block").Values)}; {(HasResolutions ? $"resolution {string.Join(" or ", Resolutions)}; " : "")}changes of images in training: {Listed(Genes.First(gene => gene.Name == "augment").Values)}";
            }

            var seconds = MostFlops!.Value / ConvolutionFlopsPerSecond * 3 * TrainingShare * _profile.Rows * _epochs;
            yield return string.Create(CultureInfo.InvariantCulture, $"limit {Constraints[0]}: one training then takes about {seconds:N0} CPU s at most, by a rough estimate");
        }

        yield return $"first population: {Counted.Of(InitialPopulation.Length, "size")} from {Shape(InitialPopulation[0])} to {Shape(InitialPopulation[^1])}";
    }

    private IEnumerable<int> Ends(string name) => [Levels(name)[0], Levels(name)[^1]];

    private string Shape(Candidate candidate) => ModelShape.Decode(candidate, _profile.Input, _profile.Outputs).Describe();

    private string Describe(Candidate candidate) => string.Create(
        CultureInfo.InvariantCulture, $"{Shape(candidate)}, has {Short(Parameters(candidate))} parameters, about {Math.Max(1, Math.Round(Parameters(candidate) / (double)_profile.Rows)):N0} per training row");

    /// <summary>A number in a few characters, as expressions read it: <c>5.5M</c>.</summary>
    private static string Short(double number) => number switch
    {
        >= 1e9 => (number / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + "G",
        >= 1e6 => (number / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1e3 => (number / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => number.ToString("0", CultureInfo.InvariantCulture),
    };
}
