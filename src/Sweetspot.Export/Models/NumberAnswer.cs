using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>A number on the data's scale: output <c>value</c>. The graph undoes the scale on which it was trained.</summary>
/// <param name="Transform">Transform of the target.</param>
/// <param name="Mean">Mean of the transformed training targets.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="Lowest">Smallest answer on the trained scale; what is below is raised to it.</param>
/// <param name="Highest">Largest answer on the trained scale.</param>
public sealed record NumberAnswer(TargetTransform Transform, double Mean, double Deviation, double Lowest, double Highest) : ModelAnswer
{
    /// <inheritdoc/>
    public override string Output => "value";

    /// <summary>Relative to the answer; without a logarithm, to the targets' deviation where the answer is smaller than that.</summary>
    public override double RelativeDifference(double wanted, double given)
    {
        var size = Math.Max(Math.Abs(wanted), Transform == TargetTransform.Log ? double.Epsilon : Deviation);
        return Math.Abs(wanted - given) / size;
    }
}
