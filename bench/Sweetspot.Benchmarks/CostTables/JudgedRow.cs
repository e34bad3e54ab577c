namespace Sweetspot.Benchmarks;

/// <summary>One prediction beside its measurement, in the same unit.</summary>
/// <param name="Group">What it belongs to: a device, or a model on a device.</param>
/// <param name="Predicted">What the model says.</param>
/// <param name="Measured">What was measured; above 0.</param>
internal readonly record struct JudgedRow(string Group, double Predicted, double Measured)
{
    /// <summary>|predicted / measured - 1|.</summary>
    public double Error => Math.Abs((Predicted / Measured) - 1);
}
