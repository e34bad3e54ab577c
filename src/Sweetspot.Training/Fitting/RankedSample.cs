using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Test rows of a ranking: each user costs a pass over all items, so of many users some are drawn, the same for every model.</summary>
internal static class RankedSample
{
    private const ulong Seed = 20;

    /// <summary>All rows of at most <see cref="TrainingDefaults.MostRanked"/> users. Each row of an unknown user counts as one of its own.</summary>
    /// <param name="encoded">User and item of each row, training then test.</param>
    /// <param name="profile">How many are of which.</param>
    public static ImmutableArray<int> Of(EncodedData encoded, DataProfile profile)
    {
        var rows = Enumerable.Range(profile.Rows, profile.TestRows).ToArray();
        RandomStream.For(Seed, 0, "ranked test users").Shuffle<int>(rows);
        return
        [
            .. rows.GroupBy(row => encoded.Ids[2 * row] is > 0 and var user ? user : -1 - row)
                .Take(TrainingDefaults.MostRanked).SelectMany(own => own).Order(),
        ];
    }
}
