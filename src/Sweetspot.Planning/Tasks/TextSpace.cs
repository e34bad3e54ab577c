using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The space of sizes for data of one text: bags of n-grams, text cnns and transformer encoders.</summary>
/// <remarks>
/// Lengths are the middle, the 95th and the 99th percentile of the data's; vocabularies end at the units that the data repeats. Limits on FLOPs and on
/// memory (attention of long texts is bound by it) keep a training within about 8 CPU seconds, and one on parameters keeps the optimizer's part within about 4.
/// </remarks>
internal sealed class TextSpace
{
    private const double MostSeconds = 8;
    private const int MostBytes = 256;
    private const int MostLength = 256;
    private const int MostVocabulary = 8000;
    private const int SmallestWidth = 8;
    private const int LargestWidth = 64;

    private readonly DataProfile _profile;
    private readonly TextFacts _facts;

    private TextSpace(DataProfile profile, int epochs, int batch)
    {
        (_profile, _facts) = (profile, profile.Texts[0]);
        var limits = new SpaceLimits(MostSeconds, profile.Rows, epochs, batch);
        Constraints = [SpaceLimits.Text("flops", limits.Flops), SpaceLimits.Text("parameters", limits.Parameters), SpaceLimits.Text("memory", limits.Memory)];
        Genes = [.. Families(), .. Sizes()];
        Space = GeneFactory.Space(Genes);
        Ladder = [.. Rungs().DistinctBy(candidate => candidate.Key).OrderBy(candidate => ModelCost.Of(Shape(candidate), 1).Parameters)];
    }

    /// <summary>The genes.</summary>
    public ImmutableArray<GeneSpec> Genes { get; }

    /// <summary>The limits that belong to the space.</summary>
    public ImmutableArray<string> Constraints { get; }

    /// <summary>The search space of the genes.</summary>
    public SearchSpace Space { get; }

    /// <summary>Sizes to begin with, smallest first; some may break a limit.</summary>
    public ImmutableArray<Candidate> Ladder { get; }

    /// <summary>How the space came about, a line each.</summary>
    public IEnumerable<string> Explanation =>
    [
        string.Create(CultureInfo.InvariantCulture, $"space from {Counted.Of(_profile.Rows, "text")} of {_facts.MedianLength} {Units} in the middle, {_facts.LongestLength} in the longest but 1 %: ngrams, textcnn and transformer"),
        $"tokenizers {string.Join(", ", Tokenizers)}; lengths {string.Join(", ", Lengths)}; vocabularies up to {Vocabularies[^1]} tokens and {Features[^1]} n-grams, which is what the texts repeat",
        $"limits {string.Join(" and ", Constraints)}: one training then takes about {MostSeconds + SpaceLimits.OptimizerSeconds:0} CPU s at most, by a rough estimate",
    ];

    private string Units => _facts.HasWords ? "words" : "characters";

    private string Unit => _facts.HasWords ? TokenizerNames.Word : TokenizerNames.Character;

    /// <summary>Pieces of words and the text's own unit; characters and bytes only where the texts are short in them.</summary>
    private string[] Tokenizers =>
    [
        Unit, TokenizerNames.Bpe,
        .. _facts.HasWords && _facts.LongCharacters <= MostLength ? [TokenizerNames.Character] : Array.Empty<string>(),
        .. _facts.LongCharacters * (_facts.HasWords ? 1 : 3) <= MostBytes ? [TokenizerNames.Byte] : Array.Empty<string>(),
    ];

    /// <summary>The longest only where it is a quarter longer than 95 % of the texts.</summary>
    private int[] Lengths
    {
        get
        {
            var (middle, most, longest) = (UpToFour(_facts.MedianLength), UpToFour(_facts.LongLength), UpToFour(_facts.LongestLength));
            return [.. new[] { middle, most, 4 * longest >= 5 * most ? longest : most }.Distinct()];
        }
    }

    /// <summary>The units that repeat are one of them: more ids are of use to byte-pair encoding alone.</summary>
    private int[] Vocabularies
    {
        get
        {
            var most = Math.Clamp(2 * _facts.Units, 1000, MostVocabulary);
            return [.. Doublings(500, most).Append(Math.Min(_facts.Units + 2, most)).Where(count => count >= 100).Distinct().Order()];
        }
    }

    private int[] Features => Doublings(1000, Math.Clamp(_facts.Grams + 2, 2000, 32000));

    /// <summary>The space of a data set whose profile has one text.</summary>
    /// <param name="profile">What is known of the data.</param>
    /// <param name="epochs">Most epochs of one training.</param>
    /// <param name="batch">Examples in one training step.</param>
    public static TextSpace For(DataProfile profile, int epochs, int batch) => new(profile, epochs, batch);

    private static int UpToFour(int length) => Math.Clamp(4 * ((length + 3) / 4), SmallestWidth, MostLength);

    private static int[] Doublings(int from, int to) =>
        [.. Enumerable.Range(0, 20).Select(power => from << power).TakeWhile(value => value < to), to];

    private IEnumerable<GeneSpec> Families()
    {
        yield return new GeneSpec { Name = "family", Type = "choice", Values = ["ngrams", "textcnn", "transformer"] };
        yield return GeneFactory.List("features", Features, "family == 'ngrams'");
        yield return GeneFactory.List("grams", [1, 2], "family == 'ngrams'");
        yield return GeneFactory.List("dense", [0, 32, 64], "family == 'ngrams'");
        yield return new GeneSpec { Name = "tokenizer", Type = "choice", Values = [.. Tokenizers], When = "family != 'ngrams'" };
        yield return GeneFactory.List("vocabulary", Vocabularies, "family != 'ngrams'");
        yield return GeneFactory.List("length", Lengths, "family != 'ngrams'");
    }

    private static IEnumerable<GeneSpec> Sizes()
    {
        yield return new GeneSpec { Name = "width", Type = "int", Low = SmallestWidth, High = LargestWidth, Scale = "log", Multiple = 8 };
        yield return new GeneSpec { Name = "channels", Type = "int", Low = SmallestWidth, High = LargestWidth, Scale = "log", Multiple = 8, When = "family == 'textcnn'" };
        yield return new GeneSpec { Name = "depth", Type = "int", Low = 1, High = 2, When = "family == 'transformer'" };
        yield return GeneFactory.List("heads", [1, 2, 4], "family == 'transformer'");
        yield return GeneFactory.List("ratio", [1, 2, 4], "family == 'transformer'");
    }

    private IEnumerable<Candidate> Rungs()
    {
        var (few, some, many) = (Features[0], Features[Features.Length / 2], Features[^1]);
        var (small, large) = (Vocabularies[0], Vocabularies[^1]);
        var (middle, longest) = (Lengths[0], Lengths[^1]);
        yield return Grams(few, 1, 8, 0);
        yield return Grams(some, 2, 16, 0);
        yield return Grams(many, 2, 32, 0);
        yield return Grams(many, 2, 64, 64);
        yield return Tokens("textcnn", small, middle, 8, ("channels", 8));
        yield return Tokens("textcnn", large, middle, 32, ("channels", 32));
        yield return Tokens("textcnn", large, longest, 64, ("channels", 64));
        yield return Tokens("transformer", small, middle, 8, ("depth", 1), ("heads", 1), ("ratio", 1));
        yield return Tokens("transformer", large, middle, 32, ("depth", 1), ("heads", 2), ("ratio", 2));
        yield return Tokens("transformer", large, longest, 64, ("depth", 2), ("heads", 4), ("ratio", 2));
    }

    private Candidate Grams(int features, int most, int width, int dense) =>
        Create("ngrams", [("features", features), ("grams", most), ("width", width), ("dense", dense)]);

    private Candidate Tokens(string family, int vocabulary, int length, int width, params (string Name, int Value)[] others) =>
        Create(family, [("vocabulary", vocabulary), ("length", length), ("width", width), .. others]);

    private Candidate Create(string family, IReadOnlyList<(string Name, int Value)> numbers)
    {
        var values = GeneFactory.Lowest(Genes);
        values["family"] = GeneValue.Of(family);
        foreach (var (name, value) in numbers)
        {
            values[name] = GeneValue.Of(value);
        }

        return Space.Create(values);
    }

    private ModelShape Shape(Candidate candidate) => ModelShape.Decode(candidate, _profile.Input, _profile.Outputs);
}
