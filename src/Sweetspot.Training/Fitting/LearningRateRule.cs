using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>The learning rate of each size, so that no size wins by a rate that happens to suit it.</summary>
/// <remarks>
/// AdamW at the peak of the schedule: base of the family × (width / 64)^−exponent, the width being the geometric mean of the hidden layers' sizes
/// (in the manner of Yang et al. 2022, arXiv 2203.03466, where Adam's rate falls with width). Bases and exponents come from the sweep in
/// docs/learning-rate.md.
/// </remarks>
public static class LearningRateRule
{
    /// <summary>Width at which the base rates hold.</summary>
    public const double BaseWidth = 64;

    /// <summary>The peak rate of a shape.</summary>
    public static double Rate(ModelShape shape) => shape switch
    {
        MlpShape { Hidden.IsEmpty: true } => 0.02,
        MlpShape mlp => 0.005 * Math.Pow(Width(mlp.Hidden) / BaseWidth, -0.5),
        CnnShape cnn => 0.005 * Math.Pow(Width(cnn.Stages) / BaseWidth, -0.5),
        _ => throw new ArgumentException($"no rate is known for the family \"{shape.Family}\"", nameof(shape)),
    };

    private static double Width(IReadOnlyCollection<int> layers) => Math.Exp(layers.Average(units => Math.Log(units)));
}
