using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>Learns byte-pair merges: the most frequent pair of neighbours becomes a token, again and again (Sennrich et al. 2016, arXiv 1508.07909, alg. 1).</summary>
/// <remarks>Begins with characters. Deterministic: among equally frequent pairs that whose tokens are older goes first.</remarks>
internal sealed class BpeTrainer
{
    private const double MostCharacterShare = 0.75;
    private const int LeastCount = 2;
    private const int Unknown = -1;

    private readonly List<string> _tokens;
    private readonly List<string> _merges = [];
    private readonly List<(int[] Symbols, int Count)> _words = [];
    private readonly Dictionary<(int Left, int Right), int> _counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _places = [];
    private readonly PriorityQueue<(int Left, int Right), (int Count, int Left, int Right)> _queue = new();

    private BpeTrainer(IReadOnlyDictionary<string, int> words, int tokens)
    {
        _tokens = [.. Characters(words, (int)(MostCharacterShare * tokens))];
        var ids = _tokens.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        foreach (var (word, count) in words.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            _words.Add(([.. word.EnumerateRunes().Select(rune => ids.GetValueOrDefault(rune.ToString(), Unknown))], count));
            Count(_words.Count - 1, 1);
        }
    }

    /// <summary>Learns them.</summary>
    /// <param name="words">How often each word occurs; merges never cross words.</param>
    /// <param name="tokens">Most tokens, characters among them.</param>
    /// <returns>The tokens, characters first, and the merges as <c>left right</c>, in their order.</returns>
    public static (ImmutableArray<string> Tokens, ImmutableArray<string> Merges) Train(IReadOnlyDictionary<string, int> words, int tokens)
    {
        var trainer = new BpeTrainer(words, tokens);
        trainer.Run(tokens);
        return ([.. trainer._tokens], [.. trainer._merges]);
    }

    private static IEnumerable<string> Characters(IReadOnlyDictionary<string, int> words, int most)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (word, count) in words)
        {
            foreach (var rune in word.EnumerateRunes())
            {
                var text = rune.ToString();
                counts[text] = counts.GetValueOrDefault(text) + count;
            }
        }

        return counts.Where(pair => pair.Value >= LeastCount).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(most).Select(pair => pair.Key);
    }

    private void Run(int tokens)
    {
        foreach (var pair in _counts.Keys)
        {
            Offer(pair);
        }

        var known = new HashSet<string>(_tokens, StringComparer.Ordinal);
        while (_tokens.Count < tokens && _queue.TryDequeue(out var pair, out var rank))
        {
            var count = _counts.GetValueOrDefault(pair);
            if (count != -rank.Count)
            {
                if (count >= LeastCount)
                {
                    Offer(pair);
                }
            }
            else if (count >= LeastCount && known.Add(_tokens[pair.Left] + _tokens[pair.Right]))
            {
                Merge(pair);
            }
        }
    }

    private void Offer((int Left, int Right) pair) => _queue.Enqueue(pair, (-_counts[pair], pair.Left, pair.Right));

    private void Merge((int Left, int Right) pair)
    {
        _merges.Add($"{_tokens[pair.Left]} {_tokens[pair.Right]}");
        _tokens.Add(_tokens[pair.Left] + _tokens[pair.Right]);
        var changed = new HashSet<(int, int)>();
        foreach (var word in _places[pair].Order().ToList())
        {
            Count(word, -1);
            _words[word] = (Joined(_words[word].Symbols, pair, _tokens.Count - 1), _words[word].Count);
            Count(word, 1);
            changed.UnionWith(Pairs(_words[word].Symbols));
        }

        foreach (var neighbour in changed)
        {
            Offer(neighbour);
        }
    }

    private static int[] Joined(int[] symbols, (int Left, int Right) pair, int merged)
    {
        var result = new List<int>(symbols.Length);
        for (var i = 0; i < symbols.Length; i++)
        {
            var isPair = i + 1 < symbols.Length && symbols[i] == pair.Left && symbols[i + 1] == pair.Right;
            result.Add(isPair ? merged : symbols[i]);
            i += isPair ? 1 : 0;
        }

        return [.. result];
    }

    private void Count(int word, int sign)
    {
        var (symbols, count) = _words[word];
        foreach (var pair in Pairs(symbols))
        {
            _counts[pair] = _counts.GetValueOrDefault(pair) + (sign * count);
            if (!_places.TryGetValue(pair, out var places))
            {
                _places[pair] = places = [];
            }

            if (sign > 0)
            {
                places.Add(word);
            }
            else
            {
                places.Remove(word);
            }
        }
    }

    private static IEnumerable<(int Left, int Right)> Pairs(int[] symbols)
    {
        for (var i = 0; i + 1 < symbols.Length; i++)
        {
            if (symbols[i] != Unknown && symbols[i + 1] != Unknown)
            {
                yield return (symbols[i], symbols[i + 1]);
            }
        }
    }
}
