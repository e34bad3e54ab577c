using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How long and in what batches to train, by the size of the data alone: every model of a study gets the same.</summary>
public static class TrainingDefaults
{
    private const int TableSteps = 4000;
    private const int ImageSteps = 1300;
    private const int TextSteps = 800;

    /// <summary>Most passes over the data: about 4,000 steps on tables, 1,300 on images and 800 on texts, within 8 to 60 passes.</summary>
    public static int Epochs(DataProfile profile)
    {
        var steps = Math.Max(1, profile.Rows / BatchSize(profile));
        if (!profile.Texts.IsEmpty)
        {
            return Math.Clamp(TextSteps / steps, 8, 30);
        }

        return Math.Clamp((profile.Input.IsImage ? ImageSteps : TableSteps) / steps, profile.Input.IsImage ? 8 : 20, 60);
    }

    /// <summary>Examples a step: 32 to 256, about a hundredth of the rows, a power of two.</summary>
    public static int BatchSize(DataProfile profile)
    {
        var wanted = Math.Clamp(profile.Rows / 64.0, 32, 128);
        return 1 << (int)Math.Round(Math.Log2(wanted));
    }
}
