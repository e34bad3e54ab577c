namespace Sweetspot.Training;

/// <summary>The character n-gram F-score (Popović 2015, doi 10.18653/v1/W15-3049): n-grams of 1 to 6 characters, spaces left out, β = 2, as sacreBLEU computes it by default.</summary>
/// <remarks>
/// Statistics of an order are n-grams given, n-grams wanted, n-grams in both (each as often as it is in both). They are added over all sentences; precision and
/// recall are averaged over the orders that both sides have; n-grams given do not count where the reference has none of their order.
/// </remarks>
internal static class ChrF
{
    private const int Order = 6;
    private const double Beta2 = 4;

    /// <summary>Statistics of one sentence: [order × (given, wanted, matched)].</summary>
    public static double[] Statistics(string given, string wanted)
    {
        var (mine, its) = (new Characters(given), new Characters(wanted));
        var statistics = new double[3 * Order];
        for (var n = 1; n <= Order; n++)
        {
            var reference = its.Count(n);
            var matched = 0;
            foreach (var (gram, count) in mine.Count(n))
            {
                matched += Math.Min(count, reference.GetValueOrDefault(gram));
            }

            var at = 3 * (n - 1);
            statistics[at] = reference.Count > 0 ? mine.Grams(n) : 0;
            statistics[at + 1] = its.Grams(n);
            statistics[at + 2] = matched;
        }

        return statistics;
    }

    /// <summary>The score of added statistics, 0 to 100; 0 where nothing can be compared.</summary>
    public static double Score(double[] sums)
    {
        var (precision, recall, _) = Means(sums);
        return precision + recall > 0 ? 100 * (1 + Beta2) * precision * recall / ((Beta2 * precision) + recall) : 0;
    }

    /// <summary>The score of all sentences together.</summary>
    public static double Score(IReadOnlyCollection<double[]> sentences) => Score(Sum(sentences));

    /// <summary>
    /// What each sentence contributes: numbers whose mean is the score of all together, and whose differences between two models average to the
    /// difference of their scores, to first order (delta method: score + sentences × gradient · statistics).
    /// </summary>
    public static double[] Parts(IReadOnlyCollection<double[]> sentences)
    {
        var sums = Sum(sentences);
        var (precision, recall, orders) = Means(sums);
        var score = Score(sums);
        if (orders == 0 || precision + recall == 0)
        {
            return [.. sentences.Select(_ => score)];
        }

        var divisor = Math.Pow((Beta2 * precision) + recall, 2) / (100 * (1 + Beta2));
        var (byPrecision, byRecall) = (recall * recall / divisor / orders, Beta2 * precision * precision / divisor / orders);
        return
        [
            .. sentences.Select(own =>
            {
                var change = 0.0;
                for (var at = 0; at < sums.Length; at += 3)
                {
                    if (sums[at] > 0 && sums[at + 1] > 0)
                    {
                        change += byPrecision * (own[at + 2] - (sums[at + 2] / sums[at] * own[at])) / sums[at];
                        change += byRecall * (own[at + 2] - (sums[at + 2] / sums[at + 1] * own[at + 1])) / sums[at + 1];
                    }
                }

                return score + (sentences.Count * change);
            }),
        ];
    }

    private static double[] Sum(IReadOnlyCollection<double[]> sentences)
    {
        var sums = new double[3 * Order];
        foreach (var sentence in sentences)
        {
            for (var at = 0; at < sums.Length; at++)
            {
                sums[at] += sentence[at];
            }
        }

        return sums;
    }

    private static (double Precision, double Recall, int Orders) Means(double[] sums)
    {
        var (precision, recall, orders) = (0.0, 0.0, 0);
        for (var at = 0; at < sums.Length; at += 3)
        {
            if (sums[at] > 0 && sums[at + 1] > 0)
            {
                precision += sums[at + 2] / sums[at];
                recall += sums[at + 2] / sums[at + 1];
                orders++;
            }
        }

        return orders == 0 ? (0, 0, 0) : (precision / orders, recall / orders, orders);
    }

    /// <summary>A text without its spaces, by code points.</summary>
    private sealed class Characters
    {
        private readonly string _text;
        private readonly List<int> _starts = [];

        public Characters(string text)
        {
            _text = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
            for (var at = 0; at < _text.Length; at += char.IsSurrogatePair(_text, at) ? 2 : 1)
            {
                _starts.Add(at);
            }

            _starts.Add(_text.Length);
        }

        public int Grams(int n) => Math.Max(0, _starts.Count - n);

        public Dictionary<string, int> Count(int n)
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var from = 0; from + n < _starts.Count; from++)
            {
                var gram = _text[_starts[from].._starts[from + n]];
                counts[gram] = counts.GetValueOrDefault(gram) + 1;
            }

            return counts;
        }
    }
}
