using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>The learning rate of each size, so that no size wins by a rate that happens to suit it.</summary>
/// <remarks>
/// AdamW at the peak of the schedule: 0.012 × (width / 64)^−½, the width being the geometric mean of the hidden layers' units or channels, with 0.024
/// for separable convolutions and 0.006 for transformers; the linear model: 0.02 × (inputs / 64)^−½. Rates that fall with width are in the manner of Yang et al. 2022 (arXiv 2203.03466); the numbers come from the sweep
/// in docs/learning-rate.md. Models of ratings: 0.01 for mf and 0.005 for ncf and towers,
/// whatever their size. Of texts: 0.03 for the linear model, whose weights have length 1 whatever their number; 0.005, 0.008 and 0.003 × (width / 64)^−½
/// for ngrams, textcnn (channels) and transformer. Of several kinds of data: 0.006 × (width / 64)^−½ of the hidden layers, or of what the branches give together. Of gpt: 0.006 × (width / 64)^−½.
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
    private const double GptBase = 0.006;
    private const double TranslationBase = 0.003;
    private const double SeparableBase = 0.024;
    private const double VitBase = 0.006;
    private const double RatingBase = 0.01;
    private const double DeepRatingBase = 0.005;
    private const double FusionBase = 0.006;
    private const double Exponent = 0.5;

    /// <summary>The peak rate of a shape.</summary>
    public static double Rate(ModelShape shape) => shape switch
    {
        MlpShape { Hidden.IsEmpty: true } linear => LinearBase * Math.Pow(linear.Inputs / BaseWidth, -Exponent),
        MlpShape mlp => HiddenBase * Math.Pow(Width(mlp.Hidden) / BaseWidth, -Exponent),
        NgramShape { Width: 0 } => NgramLinearBase,
        NgramShape grams => NgramBase * Math.Pow(grams.Width / BaseWidth, -Exponent),
        TextCnnShape cnn => TextCnnBase * Math.Pow(cnn.Channels / BaseWidth, -Exponent),
        EncoderDecoderShape pair => TranslationBase * Math.Pow(pair.Width / BaseWidth, -Exponent),
        TextEncoderShape encoder => EncoderBase * Math.Pow(encoder.Width / BaseWidth, -Exponent),
        GptShape gpt => GptBase * Math.Pow(gpt.Width / BaseWidth, -Exponent),
        VitShape vit => VitBase * Math.Pow(vit.Width / BaseWidth, -Exponent),
        FusionShape { IsLinear: true } linear => linear.Texts.Any(text => text is not null) ? NgramLinearBase : LinearBase,
        FusionShape fusion => FusionBase * Math.Pow(Width(fusion.Hidden.IsEmpty ? [fusion.Fused] : fusion.Hidden) / BaseWidth, -Exponent),
        CnnShape cnn => (cnn.Block == CnnBlock.Separable ? SeparableBase : HiddenBase) * Math.Pow(Width(cnn.Stages) / BaseWidth, -Exponent),
        MfShape => RatingBase,
        RatingShape => DeepRatingBase,
        _ => throw new ArgumentException($"no rate is known for the family \"{shape.Family}\"", nameof(shape)),
    };

    private static double Width(IReadOnlyCollection<int> layers) => Math.Exp(layers.Average(units => Math.Log(units)));
}
