using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>Ranks held-out items among all items of the training rows that their user has not had, other held-out ones of the user left out.</summary>
internal sealed class Ranker
{
    private readonly EncodedData _encoded;
    private readonly Negatives _negatives;
    private readonly Network _network;
    private readonly long[] _pairs;  // a user with each item of the catalogue
    private readonly int[] _places;  // of each item in the catalogue; -1 where it is not there
    private readonly bool[] _isLeftOut;

    public Ranker(EncodedData encoded, Negatives negatives, Network network)
    {
        (_encoded, _negatives, _network) = (encoded, negatives, network);
        var catalogue = negatives.Catalogue;
        _pairs = new long[2 * catalogue.Length];
        _isLeftOut = new bool[catalogue.Length];
        _places = new int[encoded.Input.Levels[1]];
        Array.Fill(_places, -1);
        for (var place = 0; place < catalogue.Length; place++)
        {
            _pairs[(2 * place) + 1] = catalogue[place];
            _places[catalogue[place]] = place;
        }
    }

    /// <summary>Ranks the item of each row.</summary>
    public RankingScores Judge(ImmutableArray<int> rows)
    {
        var (ranks, losses) = (new double[rows.Length], new double[rows.Length]);

        // Unknown users are not one user: each of their rows stands for itself.
        foreach (var own in Enumerable.Range(0, rows.Length).GroupBy(at => User(rows[at]) is > 0 and var user ? user : -1 - at))
        {
            JudgeUser([.. own], rows, ranks, losses);
        }

        return new RankingScores(ranks, losses);
    }

    private int User(int row) => _encoded.Ids[2 * row];

    private int Place(int row) => _places[_encoded.Ids[(2 * row) + 1]];

    private void JudgeUser(int[] own, ImmutableArray<int> rows, double[] ranks, double[] losses)
    {
        var user = User(rows[own[0]]);
        for (var place = 0; place < _isLeftOut.Length; place++)
        {
            _pairs[2 * place] = user;
        }

        var scores = _network.AnswerIds(_pairs);
        Array.Clear(_isLeftOut);
        foreach (var place in own.Select(at => Place(rows[at])).Concat(_negatives.TakenBy(user).Select(item => _places[item])).Where(place => place >= 0))
        {
            _isLeftOut[place] = true;
        }

        float[] others = [.. scores.Where((_, place) => !_isLeftOut[place])];
        foreach (var at in own)
        {
            // An item that no training row has cannot be ranked: it is missed, and its share is that of any item.
            (ranks[at], losses[at]) = Place(rows[at]) is >= 0 and var place ? Judge(scores[place], others) : (double.PositiveInfinity, Math.Log(others.Length + 1));
        }
    }

    /// <summary>Rank from 1, ties counting half, and minus the logarithm of the softmax share.</summary>
    private static (double Rank, double Loss) Judge(float score, float[] others)
    {
        var largest = others.Length == 0 ? score : Math.Max(score, others.Max());
        var (rank, sum) = (1.0, Math.Exp(score - largest));
        foreach (var other in others)
        {
            rank += other > score ? 1 : other == score ? 0.5 : 0;
            sum += Math.Exp(other - largest);
        }

        return float.IsFinite(score) ? (rank, largest - score + Math.Log(sum)) : (double.PositiveInfinity, double.NaN);
    }
}
