using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The space of language models where the user gives none.</summary>
/// <remarks>
/// Sizes follow from the compute C of one training and from the text. With about 20 tokens a parameter (Hoffmann et al. 2022, arXiv 2203.15556, table 3) N = √(C / 120) would be
/// right at scale; small models on little text do best below that or above it, so widths reach from 16 times fewer to 8 times more parameters. Vocabularies end where a token would
/// occur fewer than 25 times on average, or where scoring all of them would be most of the work.
/// </remarks>
internal sealed class LanguageSpace
{
    private const int SmallestWidth = 32;
    private const int LargestWidth = 1024;
    private const int WidthStep = 16;
    private const int MostDepth = 8;
    private const double TokensPerParameter = 20;
    private const double Larger = 8;
    private const double Smaller = 16;
    private const double BytesPerToken = 3;
    private const double OccurrencesPerToken = 25;
    private const double VocabularyAt1Tera = 4096;
    private const double FewestSteps = 150;

    private static readonly int[] s_contexts = [32, 64, 128, 256];

    private readonly DataProfile _profile;
    private readonly CorpusFacts _corpus;
    private readonly double _flops;

    public LanguageSpace(DataProfile profile, double flops)
    {
        (_profile, _corpus, _flops) = (profile, profile.Corpus!, flops);
        Genes = [.. Make()];
        Constraints =
        [
            "kv_heads <= heads",
            SpaceLimits.Text("flops", SpaceLimits.TwoDigits(flops / (3 * FewestSteps * Math.Max(1, LanguageCompute.TokensPerStep(flops) / (double)Contexts[^1])))),
        ];
        Space = GeneFactory.Space(Genes);
        InitialPopulation = [.. Rungs().DistinctBy(candidate => candidate.Key).OrderBy(Parameters)];
    }

    /// <summary>The genes.</summary>
    public ImmutableArray<GeneSpec> Genes { get; }

    /// <summary>The limits that belong to the space.</summary>
    public ImmutableArray<string> Constraints { get; }

    /// <summary>The search space of the genes.</summary>
    public SearchSpace Space { get; }

    /// <summary>Sizes to begin with, smallest first; some may break a limit.</summary>
    public ImmutableArray<Candidate> InitialPopulation { get; }

    /// <summary>How the space came about, a line each.</summary>
    public IEnumerable<string> Explanation =>
    [
        string.Create(CultureInfo.InvariantCulture, $"space from {_corpus.Bytes / 1e3:N0} kB of text and {LanguageCompute.Text(_flops)} a training: gpt of width {Width(0)}…{Width(int.MaxValue)}, depth 1…{Depth}"),
        $"tokenizers {string.Join(", ", Tokenizers)}; vocabularies {string.Join(", ", Vocabularies)} of bpe; contexts {string.Join(", ", Contexts)}",
        $"every size trains for {LanguageCompute.Text(_flops)} (3 × the FLOPs of a window, by formula), {LanguageCompute.TokensPerStep(_flops)} tokens a step, or {LanguageCompute.MostPasses} times through the text, which is less on little text",
    ];

    private bool HasWideScript => _corpus.Bytes > 1.8 * _corpus.Characters;

    private double Best => Math.Sqrt(_flops / (6 * TokensPerParameter));

    private int Depth => Math.Clamp((int)Math.Round(Math.Log2(Best / 1e4)) + 1, 2, MostDepth);

    /// <summary>Characters of a script of many are tokens enough; of a small alphabet they are nearly bytes.</summary>
    private string[] Tokenizers => HasWideScript ? [TokenizerNames.Bpe, TokenizerNames.Character, TokenizerNames.Byte] : [TokenizerNames.Bpe, TokenizerNames.Character];

    private int[] Vocabularies
    {
        get
        {
            var least = Math.Max(256, _corpus.Alphabet + (_corpus.Alphabet / 4));
            var most = Math.Clamp(Math.Min(_corpus.Bytes / BytesPerToken / OccurrencesPerToken, VocabularyAt1Tera * Math.Sqrt(_flops / 1e12)), least, 65536);
            var all = Doublings(256, most).Where(count => count >= least).ToArray();
            return all.Length > 0 ? all : [(int)most];
        }
    }

    private int[] Contexts => [.. s_contexts.Where(length => length <= Math.Max(32, _profile.Input.Texts[0].Length) && (length <= 64 || length * 4 <= LanguageCompute.TokensPerStep(_flops)))];

    private int Width(int wanted)
    {
        // Parameters of blocks are about 12 · depth · width².
        var low = Math.Clamp(Step(Math.Sqrt(Best / Smaller / 12)), SmallestWidth, LargestWidth / 2);
        var high = Math.Clamp(Step(Math.Sqrt(Best * Larger / 24)), 2 * low, LargestWidth);
        return Math.Clamp(wanted, low, high);
    }

    private static int Step(double width) => WidthStep * Math.Max(1, (int)Math.Round(width / WidthStep));

    private static IEnumerable<int> Doublings(double from, double to)
    {
        for (var value = from; value <= to; value *= 2)
        {
            yield return (int)value;
        }
    }

    private IEnumerable<GeneSpec> Make() =>
    [
        new() { Name = "depth", Type = "int", Low = 1, High = Depth },
        new() { Name = "width", Type = "int", Low = Width(0), High = Width(int.MaxValue), Scale = "log", Multiple = WidthStep },
        GeneFactory.List("heads", [1, 2, 4, 8]),
        GeneFactory.List("kv_heads", [1, 2, 4, 8]),
        GeneFactory.List("ratio", [2, 3, 4]),
        GeneFactory.List("gated", [0, 1]),
        GeneFactory.List("tied", [0, 1]),
        GeneFactory.List("context", Contexts),
        new() { Name = "tokenizer", Type = "choice", Values = [.. Tokenizers] },
        GeneFactory.List("vocabulary", Vocabularies) with { When = "tokenizer == 'bpe'" },
    ];

    private IEnumerable<Candidate> Rungs()
    {
        var (low, high) = (Width(0), Width(int.MaxValue));
        var middle = Width(Step(Math.Sqrt((double)low * high)));
        var (few, some, many) = (Vocabularies[0], Vocabularies[Vocabularies.Length / 2], Vocabularies[^1]);
        var usual = Contexts[Math.Min(1, Contexts.Length - 1)];
        yield return Create(1, low, few, usual);
        yield return Create(2, low, some, usual);
        yield return Create(1, middle, some, usual);
        yield return Create(2, middle, some, Contexts[^1]);
        yield return Create(2, middle, many, usual);
        yield return Create(Depth, middle, some, usual);
        yield return Create(2, middle, some, usual, TokenizerNames.Character);
        yield return Create(1, high, some, usual);
        yield return Create(Depth, high, some, usual);
    }

    private Candidate Create(int depth, int width, int vocabulary, int context, string tokenizer = TokenizerNames.Bpe)
    {
        var heads = Math.Clamp((int)Math.Pow(2, Math.Round(Math.Log2(width / 32.0))), 1, 8);
        return Space.Create(new Dictionary<string, GeneValue>
        {
            ["depth"] = GeneValue.Of(depth),
            ["width"] = GeneValue.Of(width),
            ["heads"] = GeneValue.Of(heads),
            ["kv_heads"] = GeneValue.Of(heads),
            ["ratio"] = GeneValue.Of(4),
            ["gated"] = GeneValue.Of(0),
            ["tied"] = GeneValue.Of(1),
            ["context"] = GeneValue.Of(context),
            ["tokenizer"] = GeneValue.Of(tokenizer),
            ["vocabulary"] = GeneValue.Of(vocabulary),
        });
    }

    private long Parameters(Candidate candidate) => ModelCost.Of(ModelShape.Decode(candidate, _profile.Input, _profile.Outputs), 1).Parameters;
}
