using System.Collections.Immutable;
using System.Text;
using Microsoft.ML.Tokenizers;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Turns a text into ids: 0 is padding, 1 unknown. Not thread-safe.</summary>
internal sealed class TextTokenizer
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int[]> _pieces = new(StringComparer.Ordinal);
    private readonly BpeTokenizer? _bpe;
    private readonly (string Unit, int Most)? _grams;

    /// <summary>A tokenizer as it was fitted.</summary>
    public TextTokenizer(FittedTokenizer fitted)
    {
        Fitted = fitted;
        _grams = TokenizerNames.AsGrams(fitted.Name);
        _ids = fitted.Tokens.Index().ToDictionary(pair => pair.Item, pair => pair.Index + FittedTokenizer.First, StringComparer.Ordinal);
        _bpe = fitted.Name == TokenizerNames.Bpe ? Bpe() : null;
    }

    /// <summary>What it learned.</summary>
    public FittedTokenizer Fitted { get; }

    /// <summary>Learns from texts.</summary>
    /// <param name="name">A name of <see cref="TokenizerNames"/>.</param>
    /// <param name="texts">Training rows.</param>
    /// <param name="vocabulary">Most ids.</param>
    /// <param name="keepsCase">Whether capital letters stay (not of words and n-grams).</param>
    public static TextTokenizer Fit(string name, IReadOnlyCollection<string> texts, int vocabulary, bool keepsCase = false)
    {
        var most = vocabulary - FittedTokenizer.First;
        if (name == TokenizerNames.Byte)
        {
            return new TextTokenizer(new FittedTokenizer(name, [], []) { KeepsCase = keepsCase });
        }

        if (name == TokenizerNames.Bpe)
        {
            var (tokens, merges) = BpeTrainer.Train(TokenCounts.Of(texts.SelectMany(text => TextUnits.Pieces(text, keepsCase))), most);
            return new TextTokenizer(new FittedTokenizer(name, tokens, merges) { KeepsCase = keepsCase });
        }

        var grams = TokenizerNames.AsGrams(name);
        var counted = TokenCounts.Repeated(TokenCounts.Of(texts.SelectMany(text => grams is { } kind ? Grams(text, kind).Distinct(StringComparer.Ordinal) : Units(name, text, keepsCase))));
        var kept = counted.Take(most).ToList();
        return new TextTokenizer(new FittedTokenizer(name, [.. kept.Select(pair => pair.Key)], [])
        {
            KeepsCase = keepsCase,
            Weights = grams is null ? [] : [.. kept.Select(pair => (float)(Math.Log((1.0 + texts.Count) / (1 + pair.Value)) + 1))],
        });
    }

    /// <summary>Ids of a text, as many as it has; at least one. Of n-grams, the known ones, each once.</summary>
    public int[] Encode(string text)
    {
        int[] ids = _grams is { } kind
            ? [.. Grams(text, kind).Distinct(StringComparer.Ordinal).Select(gram => _ids.GetValueOrDefault(gram)).Where(id => id > 0)]
            : Fitted.Name == TokenizerNames.Byte ? [.. Encoding.UTF8.GetBytes(text).Select(value => value + FittedTokenizer.First)]
            : _bpe is not null ? [.. TextUnits.Pieces(text, Fitted.KeepsCase).SelectMany(OfPiece)]
            : [.. Units(Fitted.Name, text, Fitted.KeepsCase).Select(unit => _ids.GetValueOrDefault(unit, FittedTokenizer.Unknown))];
        return ids.Length > 0 ? ids : [FittedTokenizer.Unknown];
    }

    /// <summary>The text that ids of characters, bytes or pieces stand for; unknown ones and padding are left out, bytes that are no UTF-8 become U+FFFD.</summary>
    public string Decode(IEnumerable<int> ids)
    {
        var known = ids.Where(id => id >= FittedTokenizer.First).Select(id => id - FittedTokenizer.First);
        if (Fitted.Name == TokenizerNames.Byte)
        {
            return Encoding.UTF8.GetString([.. known.Where(value => value <= byte.MaxValue).Select(value => (byte)value)]).Trim();
        }

        var text = string.Concat(known.Where(token => token < Fitted.Tokens.Length).Select(token => Fitted.Tokens[token]));
        return (Fitted.Name == TokenizerNames.Bpe ? text.Replace(TextUnits.Space, " ", StringComparison.Ordinal) : text).Trim();
    }

    /// <summary>How many characters ids stand for: an unknown one is one, a byte its part of a character; the space that byte-pair encoding puts before a text is none.</summary>
    public double Characters(IEnumerable<int> ids)
    {
        var (sum, bytes) = (0.0, 1);
        foreach (var (at, id) in ids.Index())
        {
            var token = id - FittedTokenizer.First;
            if (token >= 0 && Fitted.Name == TokenizerNames.Byte)
            {
                bytes = token switch { < 0x80 => 1, < 0xC0 => bytes, < 0xE0 => 2, < 0xF0 => 3, _ => 4 }; // 0x80 to 0xBF go on with a character
                sum += 1.0 / bytes;
            }
            else
            {
                var isBeginning = at == 0 && _bpe is not null && token >= 0 && Fitted.Tokens[token].StartsWith(TextUnits.Space, StringComparison.Ordinal);
                sum += (token < 0 ? 1 : Fitted.Tokens[token].EnumerateRunes().Count()) - (isBeginning ? 1 : 0);
            }
        }

        return sum;
    }

    private static IEnumerable<string> Units(string unit, string text, bool keepsCase = false) =>
        unit == TokenizerNames.Word ? TextUnits.Words(text) : TextUnits.Characters(text, keepsCase);

    /// <summary>N-grams by their last unit, so that those of a text's beginning come first.</summary>
    private static IEnumerable<string> Grams(string text, (string Unit, int Most) kind)
    {
        var separator = kind.Unit == TokenizerNames.Word ? " " : "";
        var last = new List<string>(kind.Most);
        foreach (var unit in Units(kind.Unit, text))
        {
            last.Add(unit);
            for (var length = 1; length <= last.Count; length++)
            {
                yield return length == 1 ? unit : string.Join(separator, last.TakeLast(length));
            }

            if (last.Count == kind.Most)
            {
                last.RemoveAt(0);
            }
        }
    }

    private BpeTokenizer Bpe() => BpeTokenizer.Create(new BpeOptions(
        _ids.Append(KeyValuePair.Create("<unknown>", FittedTokenizer.Unknown)).ToImmutableDictionary(StringComparer.Ordinal))
    {
        Merges = Fitted.Merges,
        UnknownToken = "<unknown>",
        PreTokenizer = null,
        Normalizer = null,
    });

    private int[] OfPiece(string piece)
    {
        if (!_pieces.TryGetValue(piece, out var ids))
        {
            _pieces[piece] = ids = [.. _bpe!.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false)];
        }

        return ids;
    }
}
