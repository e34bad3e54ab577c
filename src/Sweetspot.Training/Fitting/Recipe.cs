using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How models are trained: the same for every size of a study but for the rate, which follows <see cref="LearningRateRule"/>.</summary>
internal sealed record Recipe
{
    /// <summary>Passes over the data that the schedule is made for.</summary>
    public required int Epochs { get; init; }

    /// <summary>Most examples in a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Learning rate at the schedule's peak.</summary>
    public required double Rate { get; init; }

    /// <summary>AdamW's decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Share of all steps in which the rate rises to its peak.</summary>
    public double WarmUp { get; init; } = 0.1;

    /// <summary>Share of units dropped after hidden fully connected layers.</summary>
    public double Dropout { get; init; }

    /// <summary>Share of the target's probability spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Largest random shift of an image, in pixels each way.</summary>
    public int Shift { get; init; }

    /// <summary>Norm to which gradients are clipped.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Power of the inverse class frequency by which classes are weighted; 0: all examples count the same.</summary>
    public double ClassWeightPower { get; init; }

    /// <summary>Epochs without a better validation value after which training stops.</summary>
    public int Patience => Math.Max(4, (int)Math.Ceiling(Epochs * 0.35));

    /// <summary>The recipe of a shape on data like this.</summary>
    public static Recipe For(DataProfile profile, ModelShape shape, int epochs) => OfFamily(shape) with
    {
        Epochs = epochs,
        BatchSize = TrainingDefaults.BatchSize(profile),
        Rate = LearningRateRule.Rate(shape),
        Shift = profile.Input.Height >= 16 ? 1 : 0,
    };

    /// <summary>Models of texts, which learn a small text set by heart in a few epochs, are held back more (docs/learning-rate.md).</summary>
    private static Recipe OfFamily(ModelShape shape)
    {
        var usual = new Recipe { Epochs = 1, BatchSize = 1, Rate = 1 };
        return shape switch
        {
            NgramShape { Width: > 0 } => usual with { WeightDecay = 1, Dropout = 0.5 },
            TextCnnShape => usual with { WeightDecay = 0.3, Dropout = 0.3 },
            TextEncoderShape => usual with { WeightDecay = 0.3, Dropout = 0.2 },
            _ => usual,
        };
    }

    /// <summary>Rate at a step: linear warm-up, then half a cosine down to a hundredth.</summary>
    public double RateAt(int step, int steps)
    {
        var warm = Math.Max(1, WarmUp * steps);
        if (step < warm)
        {
            return Rate * (step + 1) / (warm + 1);
        }

        var progress = (step - warm) / Math.Max(1, steps - warm);
        return Rate * (0.01 + (0.99 * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, progress)))));
    }

    /// <summary>In a line, for origins and reports.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"AdamW, peak rate {Rate:0.#####}, cosine over at most {Epochs} epochs, batch {BatchSize}, early stopping after {Patience} epochs without gain{(ClassWeightPower > 0 ? $", classes weighted by count^-{ClassWeightPower}" : "")}");
}
