using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>
/// Turns texts into the ids of an encoder-decoder and back: 0 is padding, 1 unknown, 2 the end, which also begins a target; a token's id is one more than
/// its tokenizer gives.
/// </summary>
internal sealed class PairTokenizers(PairEncoderDocument document)
{
    /// <summary>Id that ends a target, and comes before its first token.</summary>
    public const int End = 2;

    /// <summary>Nats that an unknown token of a target costs beside its own: one of about 150,000 characters of Unicode.</summary>
    public static readonly double UnknownNats = Math.Log(150_000);

    private readonly TextTokenizer _source = new(document.SourceTokenizer);
    private readonly TextTokenizer _target = new(document.TargetTokenizer);

    /// <summary>Fits the tokenizers of a model's input to pairs.</summary>
    /// <param name="input">A model's input.</param>
    /// <param name="isShared">Whether both sides share one.</param>
    /// <param name="sources">Texts that are read.</param>
    /// <param name="targets">Their translations.</param>
    public static (FittedTokenizer Source, FittedTokenizer Target) Fit(InputShape input, bool isShared, IReadOnlyCollection<string> sources, IReadOnlyCollection<string> targets)
    {
        var target = Fit(input.Texts[1], isShared ? [.. sources, .. targets] : targets);
        return (isShared ? target : Fit(input.Texts[0], sources), target);
    }

    /// <summary>Ids of a source, cut at the model's length.</summary>
    public int[] EncodeSource(string text) => [.. Ids(_source, text, document.Source.Vocabulary).Take(document.Source.Length)];

    /// <summary>Ids of a target and its end; one that is too long is cut and has no end.</summary>
    public int[] EncodeTarget(string text) => [.. Ids(_target, text, document.Target.Vocabulary).Append(End).Take(document.Target.Length)];

    /// <summary>Characters of a target that its ids stand for: all where they reach the end, else those of each token, of a byte its part of a character.</summary>
    /// <param name="text">The target.</param>
    /// <param name="ids">As <see cref="EncodeTarget"/> gave them.</param>
    public double Characters(string text, int[] ids) =>
        ids.Contains(End) ? text.EnumerateRunes().Count() : _target.Characters(ids.Select(id => id > End ? id - 1 : id));

    /// <summary>The text of a target's ids, up to the end.</summary>
    public string Decode(IEnumerable<int> ids) => _target.Decode(ids.TakeWhile(id => id != End).Where(id => id > End).Select(id => id - 1));

    /// <summary>Writes pairs as rows of one length.</summary>
    /// <param name="sources">Texts to be read.</param>
    /// <param name="targets">Their translations; null: none is known.</param>
    /// <param name="json">The document as JSON.</param>
    public EncodedData Encode(IReadOnlyList<string> sources, IReadOnlyList<string>? targets, string json)
    {
        var (read, written) = (document.Source.Length, document.Target.Length);
        var ids = new int[checked(sources.Count * (read + written))];
        for (var row = 0; row < sources.Count; row++)
        {
            var at = row * (read + written);
            EncodeSource(sources[row]).CopyTo(ids, at);
            if (targets is not null)
            {
                EncodeTarget(targets[row]).CopyTo(ids, at + read);
            }
        }

        return new EncodedData { Input = new InputShape(0, 1, 1) { Texts = [document.Source, document.Target] }, Ids = ids, EncoderJson = json };
    }

    private static FittedTokenizer Fit(TokenShape tokens, IReadOnlyCollection<string> texts) =>
        TextTokenizer.Fit(tokens.Tokenizer, texts, tokens.Vocabulary - 1, keepsCase: true).Fitted;

    private static IEnumerable<int> Ids(TextTokenizer tokenizer, string text, int vocabulary) => tokenizer.Encode(text)
        .Select(id => id < FittedTokenizer.First ? id : id + 1).Select(id => id < vocabulary ? id : FittedTokenizer.Unknown);
}
