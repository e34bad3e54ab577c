using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class AugmentationTests
{
    [Theory]
    [InlineData(null, 8, 0, false)]
    [InlineData(null, 16, 1, false)]
    [InlineData(null, 32, 1, false)]
    [InlineData(null, 224, 7, false)]
    [InlineData("none", 32, 0, false)]
    [InlineData("shift", 8, 1, false)]
    [InlineData("crop", 32, 4, false)]
    [InlineData("crop", 8, 2, false)]
    [InlineData("flip", 32, 1, true)]
    public void Of_WordAndSide_SaysHowFarAndWhetherMirrored(string? word, int side, int shift, bool mirrors) =>
        Assert.Equal(new Augmentation(shift, mirrors), Augmentation.Of(word, new InputShape(3, side, side)));

    [Fact]
    public void Of_Table_None() => Assert.Equal(default, Augmentation.Of(null, InputShape.Numbers(64)));

    [Fact]
    public void Of_UnknownWord_SaysWhatThereIs()
    {
        var exception = Assert.Throws<UserInputException>(() => Augmentation.Of("mirror", new InputShape(1, 8, 8)));

        Assert.Equal("augment: \"mirror\" is not a change to images; use none, shift, crop or flip.", exception.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fill_Mirrored_HalfOfTheImagesAreTurnedAndNoneChangedOtherwise(bool channelsLast)
    {
        var examples = new Examples(new EncodedData
        {
            Input = new InputShape(2, 1, 3),
            Pixels = [1, 2, 3, 4, 5, 6],
            ChannelMeans = [0, 0],
            ChannelDeviations = [1, 1],
            EncoderJson = "{}",
        });
        var target = new float[400 * 6];

        examples.Fill(target, channelsLast, new int[400], new Augmentation(0, true), RandomStream.For(1, 0, "test"));

        var kinds = target.Chunk(6).Select(image => string.Join(' ', image)).CountBy(text => text).ToDictionary();
        string[] expected = channelsLast ? ["1 4 2 5 3 6", "3 6 2 5 1 4"] : ["1 2 3 4 5 6", "3 2 1 6 5 4"];
        Assert.Equal(expected, kinds.Keys.Order(StringComparer.Ordinal));
        Assert.All(kinds.Values, count => Assert.InRange(count, 150, 250)); // 200 ± 5 standard deviations
    }

    [Fact]
    public void Fill_ShiftedAndMirrored_PixelsThatEnterAreTheMean()
    {
        var examples = new Examples(new EncodedData
        {
            Input = new InputShape(1, 1, 4),
            Pixels = [1, 2, 3, 4],
            ChannelMeans = [0],
            ChannelDeviations = [1],
            EncoderJson = "{}",
        });
        var target = new float[500 * 4];

        examples.Fill(target, channelsLast: false, new int[500], new Augmentation(1, true), RandomStream.For(1, 0, "test"));

        var seen = target.Chunk(4).Select(image => string.Join(' ', image)).ToHashSet();
        Assert.Equal(["0 0 0 0", "0 1 2 3", "0 3 2 1", "1 2 3 4", "2 3 4 0", "4 3 2 0", "4 3 2 1"], seen.Order(StringComparer.Ordinal));
    }
}
