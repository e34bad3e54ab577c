using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Ratings of items by users. Those that the fit rows lack are encoded as 0: unknown.</summary>
internal sealed class RatingsDataset : Dataset
{
    /// <summary>Users of whom a ranking holds out one item: each costs a pass over all items.</summary>
    internal const int MostRanked = TrainingDefaults.MostRanked;

    private readonly Target _target;
    private readonly RatingColumns _columns;
    private readonly ImmutableArray<int> _users; // number of each training row's user, unknown 0
    private readonly ImmutableArray<int> _items;
    private readonly ImmutableArray<double> _times;
    private readonly bool _isByTime;

    public RatingsDataset(DataProfile profile, Target target, RatingColumns columns, ImmutableArray<int> users, ImmutableArray<int> items, ImmutableArray<double> times, bool isByTime = false) =>
        (Profile, _target, _columns, _users, _items, _times, _isByTime) = (profile, target, columns, users, items, times, isByTime);

    /// <inheritdoc/>
    public override DataProfile Profile { get; }

    /// <inheritdoc/>
    public override ImmutableArray<int> Classes => [];

    /// <inheritdoc/>
    public override ImmutableArray<double> Targets => _target.Numbers;

    /// <inheritdoc/>
    public override ImmutableArray<int> Groups => [];

    /// <inheritdoc/>
    public override EncodedData Encode(ImmutableArray<int> fitRows, InputShape input)
    {
        var (users, items) = (Known(_users, fitRows, Profile.Input.Levels[0]), Known(_items, fitRows, Profile.Input.Levels[1]));
        var ids = new int[2 * _users.Length];
        for (var row = 0; row < _users.Length; row++)
        {
            ids[2 * row] = users[_users[row]] ? _users[row] : 0;
            ids[(2 * row) + 1] = items[_items[row]] ? _items[row] : 0;
        }

        var document = new RatingEncoderDocument(
            EncoderDocument.FormOf(_target), _columns.Rating, Fitted(_columns.User, _columns.Users, users), Fitted(_columns.Item, _columns.Items, items));
        return new EncodedData { Input = Profile.Input, Ids = ids, EncoderJson = JsonSerializer.Serialize<EncoderDocument>(document, EncoderDocument.Json) };
    }

    /// <summary>Where a time was named: all ratings are split by it, those of one user too. Else each user's latest are held out.</summary>
    internal override ImmutableArray<double> Times => _isByTime ? [.. _times.Take(Profile.Rows)] : [];

    /// <inheritdoc/>
    internal override bool[] HoldOut(double fraction, ulong seed) => Profile.Kind == TaskKind.Ranking
        ? RatingSplits.HoldOutOne(_users.AsSpan(0, Profile.Rows), _times, MostRanked, RandomStream.For(seed, 0, "validation"))
        : RatingSplits.HoldOut(_users.AsSpan(0, Profile.Rows), _times, fraction, RandomStream.For(seed, 0, "validation"));

    /// <inheritdoc/>
    internal override int[] Deal(int folds, ulong seed) => Dealer.Deal([.. _users.Take(Profile.Rows)], [], folds, RandomStream.For(seed, folds, "folds"));

    private static bool[] Known(ImmutableArray<int> ids, ImmutableArray<int> fitRows, int levels)
    {
        var known = new bool[levels];
        foreach (var row in fitRows)
        {
            known[ids[row]] = true;
        }

        return known;
    }

    private static FittedIds Fitted(string column, ImmutableArray<string> levels, bool[] known) => new(column, [.. levels.Select((text, level) => known[level + 1] ? text : null)]);
}
