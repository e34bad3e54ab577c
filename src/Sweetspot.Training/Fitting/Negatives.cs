using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Pairs of a user and an item that the user has not taken up, drawn anew for each epoch: what a ranking learns to put lower.</summary>
internal sealed class Negatives
{
    /// <summary>Pairs drawn for each pair taken up.</summary>
    public const int PerPair = RatingShape.NegativesPerPair;

    private const int MostTries = 20;
    private readonly int[] _ids;
    private readonly ImmutableArray<int> _train;
    private readonly int[] _catalogue;
    private readonly HashSet<long> _taken = [];
    private readonly Dictionary<int, List<int>> _takenBy = [];
    private readonly int _first;

    /// <summary>Makes room for them behind the encoded rows.</summary>
    /// <param name="encoded">User and item of each row.</param>
    /// <param name="split">Which rows are learned from.</param>
    /// <param name="items">Number of items, the unknown one among them.</param>
    public Negatives(EncodedData encoded, Split split, int items)
    {
        (_train, _first) = (split.Train, encoded.Rows);
        _ids = [.. encoded.Ids, .. new int[2 * PerPair * split.Train.Length]];
        Encoded = new EncodedData { Input = encoded.Input, Ids = _ids, EncoderJson = encoded.EncoderJson };
        Rows = [.. Enumerable.Range(_first, PerPair * split.Train.Length)];
        var isKnown = new bool[items];
        foreach (var row in split.Train)
        {
            var (user, item) = (_ids[2 * row], _ids[(2 * row) + 1]);
            isKnown[item] = true;
            if (_taken.Add(Key(user, item)))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_takenBy, user, out _) ??= [];
                _takenBy[user].Add(item);
            }
        }

        _catalogue = [.. Enumerable.Range(1, items - 1).Where(item => isKnown[item])];
    }

    /// <summary>The encoded rows, and behind them those drawn.</summary>
    public EncodedData Encoded { get; }

    /// <summary>The rows drawn.</summary>
    public ImmutableArray<int> Rows { get; }

    /// <summary>Items that the training rows have.</summary>
    public ReadOnlySpan<int> Catalogue => _catalogue;

    /// <summary>Items that the training rows of a user have; none of an unknown one, who may be anyone.</summary>
    public IReadOnlyList<int> TakenBy(int user) => user > 0 && _takenBy.TryGetValue(user, out var items) ? items : [];

    private bool IsTaken(int user, int item) => _taken.Contains(Key(user, item));

    /// <summary>Draws them: of each training row its user, with items by equal chance. A user who has taken up nearly all may get one that was.</summary>
    public void Draw(RandomStream chance)
    {
        for (var at = 0; at < Rows.Length; at++)
        {
            var user = _ids[2 * _train[at / PerPair]];
            var item = _catalogue[chance.Next(_catalogue.Length)];
            for (var tries = 1; tries < MostTries && IsTaken(user, item); tries++)
            {
                item = _catalogue[chance.Next(_catalogue.Length)];
            }

            (_ids[2 * (_first + at)], _ids[(2 * (_first + at)) + 1]) = (user, item);
        }
    }

    private static long Key(int user, int item) => ((long)user << 32) | (uint)item;
}
