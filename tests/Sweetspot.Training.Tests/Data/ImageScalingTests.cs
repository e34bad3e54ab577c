using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class ImageScalingTests
{
    [Fact]
    public void Shrink_ToHalf_MeanOfFourPixelsInEachChannel()
    {
        byte[] pixels = [0, 4, 10, 10, 4, 8, 10, 10, /* second channel */ 255, 255, 0, 0, 255, 255, 0, 2];

        var scaled = ImageScaling.Shrink(pixels, new InputShape(2, 2, 4), new InputShape(2, 1, 2));

        Assert.Equal<byte>([4, 10, 255, 0], scaled); // the last is 0.5, to even
    }

    [Fact]
    public void Shrink_ThreeToTwo_SharesTheMiddlePixel()
    {
        var scaled = ImageScaling.Shrink([0, 90, 30, 0, 90, 30, 0, 90, 30], new InputShape(1, 3, 3), new InputShape(1, 2, 2));

        Assert.Equal<byte>([30, 50, 30, 50], scaled);
    }

    [Fact]
    public void Shrink_ToTheSameSize_ChangesNothing()
    {
        byte[] pixels = [1, 2, 3, 4];

        Assert.Same(pixels, ImageScaling.Shrink(pixels, new InputShape(1, 2, 2), new InputShape(1, 2, 2)));
    }

    [Theory]
    [InlineData(32, 24)]
    [InlineData(28, 14)]
    [InlineData(17, 5)]
    [InlineData(100, 1)]
    public void Shrink_OneColour_StaysThatColour(int from, int to)
    {
        var pixels = Enumerable.Repeat((byte)201, from * from).ToArray();

        var scaled = ImageScaling.Shrink(pixels, new InputShape(1, from, from), new InputShape(1, to, to));

        Assert.Equal(Enumerable.Repeat((byte)201, to * to), scaled);
    }
}
