using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Decodes candidates for data of several kinds, and names their genes.</summary>
/// <remarks>
/// <c>image_channels</c> of the first stage of the image's cnn (default 8; 0: no image) and <c>image_stages</c> (2; each further stage doubles the channels). Of each
/// text, from 1 on: <c>text1_width</c> (default 32; 0: not this text), <c>text1_kind</c> (ngrams or textcnn; ngrams) and <c>text1_vocabulary</c> (default: what the texts
/// repeat, at most 4,000). <c>columns_width</c> of numbers and categories (default 16; 0: none of them) with <c>embedding</c> as for tables. Then <c>depth</c> hidden layers (1) of
/// <c>width</c> (64).
/// </remarks>
internal static class FusionGenes
{
    /// <summary>Families of such data.</summary>
    public static readonly string[] Families = ["linear", "fusion"];

    /// <summary>Kinds of a text's branch.</summary>
    public static readonly string[] Kinds = ["ngrams", "textcnn"];

    /// <summary>Texts that have genes, at most.</summary>
    public const int MostTexts = 8;

    public const string Channels = "image_channels";
    public const string Stages = "image_stages";
    public const string ColumnsWidth = "columns_width";

    private const int UsualVocabulary = 4000;
    private const int Grams = 2;

    /// <summary>The genes of this family alone, widely bounded.</summary>
    public static IEnumerable<GeneSpec> Specs =>
    [
        Integer(Channels, 0), Integer(Stages, 1), Integer(ColumnsWidth, 0), Integer(CategoryVectors.Gene, 0),
        .. Enumerable.Range(1, MostTexts).SelectMany(text => new[]
        {
            Integer(TextGene(text, "width"), 0), Integer(TextGene(text, "vocabulary"), 3),
            new GeneSpec { Name = TextGene(text, "kind"), Type = "choice", Values = [.. Kinds] },
        }),
    ];

    /// <summary>Whether data are of more than one kind, of which one is an image or a text.</summary>
    public static bool IsFusion(InputShape input)
    {
        var modalities = (input.IsImage ? 1 : 0) + input.Texts.Length + (HasColumns(input) ? 1 : 0);
        return modalities > 1 && !input.IsTranslation && (input.IsImage || !input.Texts.IsEmpty);
    }

    /// <summary>Whether there are numbers or categories beside image and texts.</summary>
    public static bool HasColumns(InputShape input) => (input.IsImage ? input.Beside : input.NumberCount) > 0 || !input.Levels.IsEmpty;

    /// <summary>Name of a gene of a text, counted from 1.</summary>
    public static string TextGene(int text, string what) => string.Create(CultureInfo.InvariantCulture, $"text{text}_{what}");

    /// <summary>The gene of each kind of data that leaves it out where it is 0, in the order of <see cref="Modalities"/>.</summary>
    public static IEnumerable<string> Switches(InputShape input) =>
    [
        .. input.IsImage ? [Channels] : Array.Empty<string>(),
        .. Enumerable.Range(1, input.Texts.Length).Select(text => TextGene(text, "width")),
        .. HasColumns(input) ? [ColumnsWidth] : Array.Empty<string>(),
    ];

    /// <summary>The kinds of data, each with whether a candidate uses it.</summary>
    public static IEnumerable<Modality> Modalities(DataProfile profile)
    {
        if (!IsFusion(profile.Input))
        {
            yield break;
        }

        static bool IsLinear(Candidate candidate) => candidate.Word("family", "fusion") == "linear";
        if (profile.Input.IsImage)
        {
            yield return new Modality("image", candidate => !IsLinear(candidate) && candidate.Number(Channels, 8) > 0);
        }

        foreach (var (index, text) in profile.Texts.Index())
        {
            yield return new Modality($"text {text.Column}", candidate => IsLinear(candidate) || candidate.Number(TextGene(index + 1, "width"), 32) > 0);
        }

        if (HasColumns(profile.Input))
        {
            yield return new Modality("columns of numbers and categories", candidate => IsLinear(candidate) || candidate.Number(ColumnsWidth, 16) > 0);
        }
    }

    /// <summary>Why a gene is of no use to such data; null where it is.</summary>
    public static string? Foreign(string gene, InputShape input)
    {
        if (gene is "family" or "depth" or "width" or "augment" or PrecisionGene.Name or Compression.PruneGene or Compression.DistillGene || ModelGenes.Specs.All(known => known.Name != gene))
        {
            return null;
        }

        var isThere = gene == CategoryVectors.Gene ? !input.Levels.IsEmpty
            : gene == ColumnsWidth ? HasColumns(input)
            : gene is Channels or Stages || gene == Resolution.Gene ? input.IsImage
            : Enumerable.Range(1, input.Texts.Length).Any(text => gene.StartsWith($"text{text}_", StringComparison.Ordinal));
        return isThere ? null : $"\"{gene}\" is of no use to this data of {input.Sizes}; leave it out, or see the genes that --dry-run shows without a space.";
    }

    /// <summary>The shape of a candidate.</summary>
    /// <exception cref="UserInputException">A gene's value makes no model, or no branch is left.</exception>
    public static FusionShape OfGenes(Candidate candidate, InputShape input, int outputs)
    {
        var family = candidate.Word("family", "fusion");
        if (!Families.Contains(family))
        {
            throw new UserInputException($"family: \"{family}\" is not a model family of several kinds of data; use {Nearest.AnyOf([.. Families])}.");
        }

        var isLinear = family == "linear";
        var image = isLinear ? null : Image(candidate, Resolution.Of(candidate, input));
        ImmutableArray<ModelShape?> texts = [.. input.Texts.Select((text, index) => Text(candidate, text, index + 1, isLinear ? outputs : null))];
        var columns = Columns(candidate, input, isLinear ? outputs : null);
        if (image is null && columns is null && texts.All(text => text is null))
        {
            throw new UserInputException("every branch has size 0; give at least one a size.");
        }

        return new FusionShape
        {
            Input = Joined(image, texts, columns),
            Image = image,
            Texts = texts,
            Columns = columns,
            Hidden = isLinear ? [] : [.. Enumerable.Repeat(Number(candidate, "width", 64, 1), Number(candidate, "depth", 1, 0))],
            IsLinear = isLinear,
            Outputs = outputs,
        };
    }

    private static InputShape Joined(CnnShape? image, ImmutableArray<ModelShape?> texts, MlpShape? columns)
    {
        var numbers = columns?.Input.NumberCount ?? 0;
        var shape = image is null ? InputShape.Numbers(numbers) : image.Input with { Beside = numbers };
        return shape with { Texts = [.. texts.Select(text => text?.Input.Texts[0] ?? new TokenShape(0, 1))], Levels = columns?.Input.Levels ?? [] };
    }

    private static CnnShape? Image(Candidate candidate, InputShape input)
    {
        var channels = Number(candidate, Channels, 8, 0);
        if (!input.IsImage || channels == 0)
        {
            return null;
        }

        var stages = Number(candidate, Stages, 2, 1);
        var smallest = Math.Min(input.Height, input.Width);
        return smallest >> (stages - 1) < 2
            ? throw new UserInputException($"{Stages}: {stages} stages need images of at least {1L << stages} pixels a side; these are {input.Height}×{input.Width}.")
            : new CnnShape
            {
                Input = new InputShape(input.Channels, input.Height, input.Width),
                Stages = [.. Enumerable.Range(0, stages).Select(stage => channels << stage)],
                Convolutions = 1,
                Kernel = 3,
                Dense = 0,
                Outputs = channels << (stages - 1),
            };
    }

    private static ModelShape? Text(Candidate candidate, TokenShape text, int number, int? answers)
    {
        var width = answers ?? Number(candidate, TextGene(number, "width"), 32, 0);
        if (width == 0)
        {
            return null;
        }

        var kind = candidate.Word(TextGene(number, "kind"), Kinds[0]);
        var unit = text.Tokenizer.Length > 0 ? text.Tokenizer : TokenizerNames.Word;
        var vocabulary = Number(candidate, TextGene(number, "vocabulary"), answers is null ? Math.Min(text.Vocabulary, UsualVocabulary) : text.Vocabulary, 3);
        return kind switch
        {
            "ngrams" => new NgramShape { Input = Of(new TokenShape(Grams * text.Length, vocabulary) { Tokenizer = TokenizerNames.Grams(unit, Grams) }), Width = 0, Outputs = width },
            "textcnn" when text.Length < TextCnnShape.Kernels[^1] => throw new UserInputException(
                $"{TextGene(number, "kind")}: texts of {text.Length} tokens are shorter than the longest convolution of a textcnn spans; use ngrams."),
            "textcnn" => new TextCnnShape { Input = Of(new TokenShape(text.Length, vocabulary) { Tokenizer = unit }), Width = width, Channels = width, Outputs = width },
            _ => throw new UserInputException($"{TextGene(number, "kind")}: \"{kind}\" is not a kind of branch for texts; use {Nearest.AnyOf(Kinds)}."),
        };
    }

    private static MlpShape? Columns(Candidate candidate, InputShape input, int? answers)
    {
        var width = answers ?? Number(candidate, ColumnsWidth, 16, 0);
        if (width == 0 || !HasColumns(input))
        {
            return null;
        }

        var data = InputShape.Numbers(input.IsImage ? input.Beside : input.NumberCount) with { Levels = input.Levels };
        var embedding = answers is not null || input.Levels.IsEmpty ? 0 : Number(candidate, CategoryVectors.Gene, CategoryVectors.Usual(input), 0);
        return new MlpShape { Input = CategoryVectors.Input(data, embedding), Embedding = embedding, Hidden = [], Outputs = width };
    }

    private static InputShape Of(TokenShape text) => new(0, 1, 1) { Texts = [text] };

    private static int Number(Candidate candidate, string gene, int usual, int least)
    {
        var number = (int)candidate.Number(gene, usual);
        return number >= least ? number : throw new UserInputException($"{gene}: {number} makes no model; use {least} or more.");
    }

    private static GeneSpec Integer(string name, int least) => new() { Name = name, Type = "int", Low = least, High = 65536 };
}
