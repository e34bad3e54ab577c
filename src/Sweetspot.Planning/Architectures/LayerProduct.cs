namespace Sweetspot.Planning;

/// <summary>A layer of one image as a matrix product: a convolution multiplies the patches of its map by its kernels.</summary>
/// <param name="Rows">Places of the map it gives.</param>
/// <param name="Depth">Numbers that each sum runs over: kernel² · channels in, of one group.</param>
/// <param name="Columns">Channels out, of all groups.</param>
/// <param name="Groups">Groups of channels, each a product of its own.</param>
/// <param name="Inputs">Numbers of the map it reads.</param>
public readonly record struct LayerProduct(double Rows, int Depth, int Columns, int Groups, double Inputs)
{
    /// <summary>Multiply-adds.</summary>
    public double MultiplyAdds => Rows * Depth * Columns;

    /// <summary>Numbers of the map it gives.</summary>
    public double Outputs => Rows * Columns;

    /// <summary>Numbers of its weights.</summary>
    public double Weights => (double)Depth * Columns;
}
