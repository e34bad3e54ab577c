namespace Sweetspot.Planning;

/// <summary>What goes into a model: so many numbers, or an image.</summary>
/// <param name="Channels">Image channels; the count of numbers where there is no image.</param>
/// <param name="Height">Image height in pixels; 1 where there is no image.</param>
/// <param name="Width">Image width in pixels; 1 where there is no image.</param>
public readonly record struct InputShape(int Channels, int Height, int Width)
{
    /// <summary>Input of <paramref name="count"/> numbers.</summary>
    public static InputShape Numbers(int count) => new(count, 1, 1);

    /// <summary>Whether it is an image.</summary>
    public bool IsImage => Height > 1 || Width > 1;

    /// <summary>Numbers in one example.</summary>
    public int Size => Channels * Height * Width;
}
