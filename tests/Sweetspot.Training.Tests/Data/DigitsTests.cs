using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class DigitsTests
{
    [Fact]
    public void Digits_Loaded_HasAllImagesAndAFixedStratifiedTestPart()
    {
        var digits = DatasetLoader.Load(new TaskSpec { Preset = "digits" }, ".");
        var again = DatasetLoader.Load(new TaskSpec { Preset = "digits" }, ".");

        Assert.Equal(1797, digits.Profile.Rows + digits.Profile.TestRows);
        Assert.InRange(digits.Profile.TestRows, 355, 364);
        Assert.Equal(new InputShape(1, 8, 8), digits.Profile.Input);
        Assert.All(digits.Profile.ClassCounts, count => Assert.InRange(count, 138, 147));
        Assert.Equal(digits.Classes, again.Classes);
        Assert.Equal(digits.Profile.ContentHash, again.Profile.ContentHash);
    }

    [Fact]
    public void Digits_Encoded_HasPixelsOverTheWholeRange()
    {
        var digits = DatasetLoader.Load(new TaskSpec { Preset = "digits" }, ".");

        var encoded = digits.Encode(Splits.Everything(digits).Train);

        Assert.Equal(1797 * 64, encoded.Pixels.Length);
        Assert.Equal(255, encoded.Pixels.Max());
        Assert.False(encoded.NormalizePerImage);
        Assert.InRange(encoded.ChannelMeans[0], 60, 90);
    }

    [Fact]
    public void Preset_Unknown_IsRefusedWithTheList()
    {
        var refusal = Assert.Throws<UserInputException>(() => DatasetLoader.Load(new TaskSpec { Preset = "digit" }, "."));

        Assert.Equal(["digit: no such built-in data set. Did you mean digits? There is: digits."], refusal.Problems);
    }
}
