using System.Collections.Immutable;
using System.Text;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Turns a text into ids from which the text can be had again: case, spaces and line breaks stay. Not thread-safe.</summary>
/// <remarks>
/// Bytes: id = byte + 2. Characters: those that occur twice. Byte-pair encoding: these, and their merges, with a space written as ▁. A character that is none of them is as many
/// unknown tokens (id 1) as it has bytes, each of which stands for any of 256: so that no text is impossible, and losses of all tokenizers compare.
/// </remarks>
internal sealed class StreamTokenizer
{
    private const int LongestWord = 24;
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _merges = [];
    private readonly Dictionary<string, int[]> _pieces = new(StringComparer.Ordinal);

    /// <summary>A tokenizer as it was fitted.</summary>
    public StreamTokenizer(FittedTokenizer fitted)
    {
        Fitted = fitted;
        _ids = fitted.Tokens.Index().ToDictionary(pair => pair.Item, pair => pair.Index + FittedTokenizer.First, StringComparer.Ordinal);
        foreach (var (rank, merge) in fitted.Merges.Index())
        {
            var parts = merge.Split(' ');
            _merges[(_ids[parts[0]], _ids[parts[1]])] = (rank, _ids[parts[0] + parts[1]]);
        }
    }

    /// <summary>What it learned.</summary>
    public FittedTokenizer Fitted { get; }

    /// <summary>Learns from a text.</summary>
    /// <param name="name">byte, char or bpe.</param>
    /// <param name="text">The text.</param>
    /// <param name="vocabulary">Most ids.</param>
    public static StreamTokenizer Fit(string name, string text, int vocabulary)
    {
        var most = vocabulary - FittedTokenizer.First;
        if (name == TokenizerNames.Byte)
        {
            return new StreamTokenizer(new FittedTokenizer(name, [], []));
        }

        if (name == TokenizerNames.Bpe)
        {
            var (tokens, merges) = BpeTrainer.Train(TokenCounts.Of(StreamPieces.Of(text).Select(Visible)), most);
            return new StreamTokenizer(new FittedTokenizer(name, tokens, merges));
        }

        var characters = TokenCounts.Repeated(TokenCounts.Of(text.EnumerateRunes().Select(rune => rune.ToString())));
        return new StreamTokenizer(new FittedTokenizer(name, [.. characters.Take(most).Select(pair => pair.Key)], []));
    }

    /// <summary>All tokens of a text.</summary>
    public StreamTokens Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        List<int> ids = new(text.Length);
        List<int> ends = new(text.Length);
        var end = 0;
        if (Fitted.Name == TokenizerNames.Byte)
        {
            foreach (var value in bytes)
            {
                Add(value + FittedTokenizer.First, 1);
            }
        }
        else if (Fitted.Name == TokenizerNames.Bpe)
        {
            foreach (var piece in StreamPieces.Of(text))
            {
                AddPiece(piece);
            }
        }
        else
        {
            foreach (var rune in text.EnumerateRunes())
            {
                AddCharacter(_ids.GetValueOrDefault(rune.ToString()), rune.Utf8SequenceLength);
            }
        }

        return new StreamTokens([.. ids], [.. ends], bytes);

        void AddPiece(string piece)
        {
            foreach (var id in OfPiece(piece))
            {
                Add(id, id == FittedTokenizer.Unknown ? 1 : Size(id));
            }
        }

        void AddCharacter(int id, int bytes)
        {
            for (var i = 0; id == 0 && i < bytes; i++)
            {
                Add(FittedTokenizer.Unknown, 1);
            }

            if (id > 0)
            {
                Add(id, bytes);
            }
        }

        void Add(int id, int bytes)
        {
            ids.Add(id);
            ends.Add(end += bytes);
        }
    }

    /// <summary>The text of ids; what is unknown or no whole character becomes U+FFFD.</summary>
    public string Decode(IEnumerable<int> ids) => Fitted.Name == TokenizerNames.Byte
        ? Encoding.UTF8.GetString([.. ids.Where(id => id >= FittedTokenizer.First).Select(id => (byte)(id - FittedTokenizer.First))])
        : string.Concat(ids.Select(Text));

    private string Text(int id) => id < FittedTokenizer.First || id - FittedTokenizer.First >= Fitted.Tokens.Length ? "\ufffd"
        : Fitted.Name == TokenizerNames.Bpe ? Fitted.Tokens[id - FittedTokenizer.First].Replace(TextUnits.Space, " ", StringComparison.Ordinal)
        : Fitted.Tokens[id - FittedTokenizer.First];

    private int Size(int id) => Encoding.UTF8.GetByteCount(Text(id));

    /// <summary>Spaces as ▁, which merges can be written with; the sign itself becomes one that no text has.</summary>
    private static string Visible(string piece) => piece.Replace(TextUnits.Space, "\uffff", StringComparison.Ordinal).Replace(" ", TextUnits.Space, StringComparison.Ordinal);

    private int[] OfPiece(string piece)
    {
        if (_pieces.TryGetValue(piece, out var known))
        {
            return known;
        }

        var symbols = new List<int>(piece.Length);
        foreach (var rune in piece.EnumerateRunes())
        {
            var id = rune.Value == ' ' ? _ids.GetValueOrDefault(TextUnits.Space) : rune.ToString() == TextUnits.Space ? 0 : _ids.GetValueOrDefault(rune.ToString());
            symbols.AddRange(id > 0 ? [id] : Enumerable.Repeat(FittedTokenizer.Unknown, rune.Utf8SequenceLength));
        }

        while (Best(symbols) is { } best)
        {
            Merge(symbols, best);
        }

        int[] ids = [.. symbols];
        return piece.Length <= LongestWord ? _pieces[piece] = ids : ids;
    }

    private (int Left, int Right)? Best(List<int> symbols)
    {
        ((int Left, int Right)? pair, var rank) = (null, int.MaxValue);
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            if (_merges.TryGetValue((symbols[i], symbols[i + 1]), out var merge) && merge.Rank < rank)
            {
                (pair, rank) = ((symbols[i], symbols[i + 1]), merge.Rank);
            }
        }

        return pair;
    }

    private void Merge(List<int> symbols, (int Left, int Right) pair)
    {
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            if (symbols[i] == pair.Left && symbols[i + 1] == pair.Right)
            {
                symbols[i] = _merges[pair].Id;
                symbols.RemoveAt(i + 1);
            }
        }
    }
}
