using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How long and in what batches to train, by the size of the data alone: every model of a study gets the same.</summary>
public static class TrainingDefaults
{
    /// <summary>Users that a ranking is judged on during the search, at most.</summary>
    public const int MostRanked = 500;

    /// <summary>Pairs that are judged during the search at most: each is translated after every epoch.</summary>
    public const int MostTranslated = 1000;

    /// <summary>Pairs of the test data that a final model translates at most.</summary>
    public const int MostTestedPairs = 2000;

    private const int TableSteps = 4000;
    private const int TinySteps = 1300;
    private const int PictureSteps = 800;
    private const int TextSteps = 800;
    private const int RatingSteps = 600;
    private const int TranslationSteps = 1500;
    private const int TinySide = 16;

    /// <summary>
    /// Most passes over the data: about 4,000 steps on tables, at least 20 passes; 1,300 on images of under 16 pixels a side, at least 8; 800 on others, at
    /// least 5; at most 60. 800 on texts, within 8 to 30 passes; the parts of a training by compute for a text without end. 600 large steps on ratings, within 10 to 50 passes.
    /// </summary>
    public static int Epochs(DataProfile profile)
    {
        if (profile.Kind == TaskKind.LanguageModel)
        {
            return LanguageCompute.Parts;
        }

        var steps = Math.Max(1, profile.TrainedRows / BatchSize(profile));
        if (profile.IsOfPairs)
        {
            return Math.Clamp(RatingSteps / steps, 10, 50);
        }

        if (profile.Kind == TaskKind.Translation)
        {
            return Math.Clamp(TranslationSteps / steps, 4, 150);
        }

        if (!profile.Texts.IsEmpty)
        {
            return Math.Clamp(TextSteps / steps, 8, 30);
        }

        var (wanted, least) = !profile.Input.IsImage ? (TableSteps, 20)
            : Math.Min(profile.Input.Height, profile.Input.Width) < TinySide ? (TinySteps, 8) : (PictureSteps, 5);
        return Math.Clamp(wanted / steps, least, 60);
    }

    /// <summary>Examples a step: 32 to 256, about a hundredth of the rows, a power of two; more of ratings, <see cref="RatingShape.BatchFor"/>.</summary>
    public static int BatchSize(DataProfile profile)
    {
        if (profile.IsOfPairs)
        {
            return RatingShape.BatchFor(profile.TrainedRows);
        }

        var wanted = Math.Clamp(profile.Rows / 64.0, 32, 128);
        return 1 << (int)Math.Round(Math.Log2(wanted));
    }
}
