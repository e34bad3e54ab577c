using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>The learning rate of each size, so that no size wins by a rate that happens to suit it.</summary>
/// <remarks>
/// AdamW at the peak of the schedule: 0.012 × (width / 64)^−½, the width being the geometric mean of the hidden layers' units or channels; the linear
/// model: 0.02 × (inputs / 64)^−½. Models of texts: 0.03 for the linear model, whose weights have length 1 whatever their number; 0.005, 0.008 and 0.003 ×
/// (width / 64)^−½ for ngrams, textcnn (channels) and transformer. Rates that fall with width are in the manner of Yang et al. 2022 (arXiv 2203.03466); the numbers come from the sweep
/// in docs/learning-rate.md.
/// </remarks>
public static class LearningRateRule
{
    /// <summary>Width at which the base rates hold.</summary>
    public const double BaseWidth = 64;

    private const double HiddenBase = 0.012;
    private const double LinearBase = 0.02;
    private const double NgramLinearBase = 0.03;
    private const double NgramBase = 0.005;
    private const double TextCnnBase = 0.008;
    private const double EncoderBase = 0.003;
    private const double Exponent = 0.5;

    /// <summary>The peak rate of a shape.</summary>
    public static double Rate(ModelShape shape) => shape switch
    {
        MlpShape { Hidden.IsEmpty: true } linear => LinearBase * Math.Pow(linear.Inputs / BaseWidth, -Exponent),
        MlpShape mlp => HiddenBase * Math.Pow(Width(mlp.Hidden) / BaseWidth, -Exponent),
        NgramShape { Width: 0 } => NgramLinearBase,
        NgramShape grams => NgramBase * Math.Pow(grams.Width / BaseWidth, -Exponent),
        TextCnnShape cnn => TextCnnBase * Math.Pow(cnn.Channels / BaseWidth, -Exponent),
        TextEncoderShape encoder => EncoderBase * Math.Pow(encoder.Width / BaseWidth, -Exponent),
        CnnShape cnn => HiddenBase * Math.Pow(Width(cnn.Stages) / BaseWidth, -Exponent),
        _ => throw new ArgumentException($"no rate is known for the family \"{shape.Family}\"", nameof(shape)),
    };

    private static double Width(IReadOnlyCollection<int> layers) => Math.Exp(layers.Average(units => Math.Log(units)));
}
