using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How long and in what batches to train, by the size of the data alone: every model of a study gets the same.</summary>
public static class TrainingDefaults
{
    private const int TableSteps = 4000;
    private const int RatingSteps = 600;
    private const int ImageSteps = 1300;

    /// <summary>Most passes over the data: about 4,000 steps on tables and 1,300 on images, within 8 to 60 passes; 600 large ones on ratings, within 10 to 50.</summary>
    public static int Epochs(DataProfile profile)
    {
        var rows = profile.Kind == TaskKind.Ranking ? profile.Rows * (1 + Negatives.PerPair) : profile.Rows;
        var steps = Math.Max(1, rows / BatchSize(profile));
        if (profile.IsOfPairs)
        {
            return Math.Clamp(RatingSteps / steps, 10, 50);
        }

        return Math.Clamp((profile.Input.IsImage ? ImageSteps : TableSteps) / steps, profile.Input.IsImage ? 8 : 20, 60);
    }

    /// <summary>Examples a step: 32 to 256, about a hundredth of the rows, a power of two; more of ratings, <see cref="RatingShape.BatchFor"/>.</summary>
    public static int BatchSize(DataProfile profile)
    {
        if (profile.IsOfPairs)
        {
            return RatingShape.BatchFor(profile.Rows * (profile.Kind == TaskKind.Ranking ? 1 + Negatives.PerPair : 1));
        }

        var wanted = Math.Clamp(profile.Rows / 64.0, 32, 128);
        return 1 << (int)Math.Round(Math.Log2(wanted));
    }
}
