using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The space of sizes for pairs of texts: blocks that read and that write, width, heads, and on each side the tokenizer and its vocabulary.</summary>
/// <remarks>Limits on FLOPs, memory and parameters keep a training within about 22 CPU seconds. Vocabularies of byte-pair encoding end at what the texts repeat.</remarks>
internal sealed class TranslationSpace
{
    private const double MostSeconds = 18;
    private const int MostBytes = 256;
    private const int SmallestWidth = 16;
    private const int LargestWidth = 128;
    private const int MostReading = 3;
    private const int MostWriting = 2;

    private readonly DataProfile _profile;
    private readonly int _batch;

    private TranslationSpace(DataProfile profile, int epochs, int batch)
    {
        (_profile, _batch) = (profile, batch);
        var (smallest, limits) = (Smallest(), new SpaceLimits(MostSeconds, profile.Rows, epochs, batch));
        Constraints =
        [
            SpaceLimits.Text("flops", Math.Max(smallest.Flops, limits.Flops)),
            SpaceLimits.Text("parameters", Math.Max(smallest.Parameters, limits.Parameters)),
            SpaceLimits.Text("memory", Math.Max(smallest.Memory.Total, limits.Memory)),
        ];
        Genes = [.. Sizes(), .. Tokens()];
        Space = GeneFactory.Space(Genes);
        Ladder = [.. Rungs().DistinctBy(candidate => candidate.Key).OrderBy(candidate => Cost(candidate).Parameters)];
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
        string.Create(CultureInfo.InvariantCulture, $"space from {_profile.Rows:N0} pairs of {Source.TypicalLength} and {Target.TypicalLength} characters in the middle: encoder-decoder, 0…{MostReading} blocks that read and 1…{MostWriting} that write, width {SmallestWidth}…{LargestWidth}"),
        $"tokenizers {string.Join(", ", Tokenizers(Source))} of the source and {string.Join(", ", Tokenizers(Target))} of the target{(_profile.SharesAlphabet ? ", each its own or one for both" : "")}; byte-pair vocabularies {string.Join(", ", Vocabularies(Source))} and {string.Join(", ", Vocabularies(Target))}",
        $"limits {string.Join(" and ", Constraints)}: one training then takes about {MostSeconds + SpaceLimits.OptimizerSeconds:0} CPU s at most, by a rough estimate",
    ];

    private TokenShape Source => _profile.Input.Texts[0];

    private TokenShape Target => _profile.Input.Texts[1];

    /// <summary>Whatever the limits, the smallest is not beyond them.</summary>
    private ModelCost Smallest() => ModelCost.Of(
        ModelShape.Decode(
            new Candidate([new("encoder", GeneValue.Of(1)), new("decoder", GeneValue.Of(1)), new("width", GeneValue.Of(2 * SmallestWidth)), new("heads", GeneValue.Of(1)), new("ratio", GeneValue.Of(2))]),
            _profile.Input, _profile.Outputs),
        _batch);

    /// <summary>The space of a data set of pairs.</summary>
    /// <param name="profile">What is known of the data.</param>
    /// <param name="epochs">Most epochs of one training.</param>
    /// <param name="batch">Pairs in one training step.</param>
    public static TranslationSpace For(DataProfile profile, int epochs, int batch) => new(profile, epochs, batch);

    /// <summary>Bytes only of texts that are short in them.</summary>
    private static string[] Tokenizers(TokenShape data) =>
    [
        TokenizerNames.Character,
        .. Vocabularies(data).Length > 0 ? [TokenizerNames.Bpe] : Array.Empty<string>(),
        .. data.Lengths?.Find(TokenizerNames.Byte, 1) is { Longest: < MostBytes } ? [TokenizerNames.Byte] : Array.Empty<string>(),
    ];

    /// <summary>Those that add at least a tenth to the characters.</summary>
    private static int[] Vocabularies(TokenShape data) =>
        [.. (data.Lengths?.Entries ?? []).Where(entry => entry.Tokenizer == TokenizerNames.Bpe && 10 * entry.Vocabulary >= 11 * data.Vocabulary).Select(entry => entry.Vocabulary)];

    private static IEnumerable<GeneSpec> Sizes()
    {
        yield return new GeneSpec { Name = "encoder", Type = "int", Low = 0, High = MostReading };
        yield return new GeneSpec { Name = "decoder", Type = "int", Low = 1, High = MostWriting };
        yield return new GeneSpec { Name = "width", Type = "int", Low = SmallestWidth, High = LargestWidth, Scale = "log", Multiple = 8 };
        yield return GeneFactory.List("heads", [1, 2, 4]);
        yield return GeneFactory.List("ratio", [1, 2, 4]);
    }

    private IEnumerable<GeneSpec> Tokens()
    {
        var own = _profile.SharesAlphabet ? "shared == 0" : null;
        if (own is not null)
        {
            yield return GeneFactory.List("shared", [0, 1]);
        }

        yield return new GeneSpec { Name = "tokenizer", Type = "choice", Values = [.. Tokenizers(Source)] };
        if (Vocabularies(Source) is { Length: > 0 } source)
        {
            yield return GeneFactory.List("vocabulary", source, "tokenizer == 'bpe'");
        }

        yield return new GeneSpec { Name = "target_tokenizer", Type = "choice", Values = [.. Tokenizers(Target)], When = own };
        if (Vocabularies(Target) is { Length: > 0 } target)
        {
            yield return GeneFactory.List("target_vocabulary", target, own is null ? "target_tokenizer == 'bpe'" : $"{own} and target_tokenizer == 'bpe'");
        }
    }

    private IEnumerable<Candidate> Rungs()
    {
        foreach (var (width, encoder, decoder) in new[] { (16, 0, 1), (32, 1, 1), (64, 1, 1), (64, 2, 2), (96, 2, 1), (128, 3, 2) })
        {
            yield return Create(TokenizerNames.Character, TokenizerNames.Character, width, encoder, decoder);
        }

        foreach (var (width, encoder, decoder) in new[] { (32, 1, 1), (64, 2, 1), (96, 1, 1), (128, 2, 2) })
        {
            yield return Create(Tokenizers(Source).Contains(TokenizerNames.Bpe) ? TokenizerNames.Bpe : TokenizerNames.Character, Tokenizers(Target).Contains(TokenizerNames.Bpe) ? TokenizerNames.Bpe : TokenizerNames.Character, width, encoder, decoder);
        }
    }

    private Candidate Create(string source, string target, int width, int encoder, int decoder)
    {
        var values = GeneFactory.Lowest(Genes);
        (values["tokenizer"], values["target_tokenizer"]) = (GeneValue.Of(source), GeneValue.Of(target));
        foreach (var (name, value) in new[] { ("width", width), ("encoder", encoder), ("decoder", decoder), ("heads", width < 64 ? 2 : 4), ("ratio", 2) })
        {
            values[name] = GeneValue.Of(value);
        }

        return Space.Create(values);
    }

    private ModelCost Cost(Candidate candidate) => ModelCost.Of(ModelShape.Decode(candidate, _profile.Input, _profile.Outputs), _batch);
}
