using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class TrainingDefaultsTests
{
    [Theory] // rows, image side (0: a table), batch, epochs
    [InlineData(1_437, 8, 32, 29)]
    [InlineData(20_000, 28, 128, 5)]
    [InlineData(4_560, 32, 64, 11)]
    [InlineData(200, 32, 32, 60)]
    [InlineData(16_000, 0, 128, 32)]
    [InlineData(500, 0, 32, 60)]
    [InlineData(20, 0, 32, 60)]
    public void Defaults_ByRows_AreThoseOfTheData(int rows, int side, int batch, int epochs)
    {
        var profile = ArrayDataset.Clouds(10).Profile with { Rows = rows, Input = side == 0 ? InputShape.Numbers(5) : new InputShape(1, side, side) };

        Assert.Equal((batch, epochs), (TrainingDefaults.BatchSize(profile), TrainingDefaults.Epochs(profile)));
    }
}
