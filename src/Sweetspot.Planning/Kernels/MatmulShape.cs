namespace Sweetspot.Planning;

/// <summary>A product of an m × k matrix with a k × n matrix of weights.</summary>
/// <param name="Rows">m: tokens.</param>
/// <param name="Columns">n: outputs of a token.</param>
/// <param name="Depth">k: inputs of a token.</param>
/// <param name="Count">Such products in one launch: heads, or experts with <paramref name="Rows"/> tokens each.</param>
public readonly record struct MatmulShape(double Rows, double Columns, double Depth, double Count = 1)
{
    /// <summary>A multiply-add is two.</summary>
    public double Flops => 2 * Count * Rows * Columns * Depth;

    /// <summary>Bytes read and written once.</summary>
    /// <param name="bytes">Of one number of inputs and outputs.</param>
    /// <param name="weightBytes">Of one weight.</param>
    public double Bytes(double bytes, double weightBytes) => Count * ((bytes * ((Rows * Depth) + (Rows * Columns))) + (weightBytes * Depth * Columns));
}
