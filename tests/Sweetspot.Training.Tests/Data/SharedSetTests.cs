using MathNet.Numerics.LinearAlgebra;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

/// <summary>Real data, where it lies beside the repository.</summary>
public sealed class SharedSetTests
{
    /// <summary>A ridge regression on the encoding: R² of the log target, at least the set's linear baseline; accuracy of spam by least squares.</summary>
    [Theory]
    [InlineData("ames-housing", "Sale_Price", 0.8604)]
    [InlineData("diamonds", "price", 0.9106)]
    [InlineData("spambase", "type", 0.925)]
    public void Encoding_OfARealTable_SuitsALinearModel(string set, string target, double least)
    {
        var dataset = DatasetLoader.Load(new TaskSpec { Data = "train.csv.gz", Target = target }, Folder(set));
        var encoded = dataset.Encode(Splits.Everything(dataset).Train, ModelShape.Decode(Make.Linear(), dataset.Profile.Input, dataset.Profile.Outputs).Input);

        Assert.InRange(RidgeScore(dataset, encoded), least, 1);
    }

    [Fact]
    public void Gtsrb_ByDataAlone_IsGroupedByTrackAndNormalisedByPicture()
    {
        var dataset = DatasetLoader.Load(new TaskSpec { Data = "train-images.idx.gz" }, Folder("gtsrb-32"));

        var split = Splits.Validation(dataset, 0.2, 1);

        Assert.Equal((4560, 1135, 43), (dataset.Profile.Rows, dataset.Profile.TestRows, dataset.Profile.Classes.Length));
        Assert.True(dataset.Encode([0, 1]).NormalizePerImage);
        Assert.InRange(split.Validation.Length, 820, 1000);
        Assert.Empty(split.Train.Select(row => dataset.Groups[row]).Intersect(split.Validation.Select(row => dataset.Groups[row])));
    }

    [Fact]
    public void FashionMnist_ByDataAlone_IsNotNormalisedByPicture()
    {
        var dataset = DatasetLoader.Load(new TaskSpec { Data = "train-images.idx.gz" }, Folder("fashion-mnist"));

        Assert.Equal((20_000, 5_000, 10), (dataset.Profile.Rows, dataset.Profile.TestRows, dataset.Profile.Classes.Length));
        Assert.False(dataset.Encode([0, 1]).NormalizePerImage);
    }

    private static double RidgeScore(Dataset dataset, EncodedData encoded)
    {
        var (rows, tests, width) = (dataset.Profile.Rows, dataset.Profile.TestRows, encoded.Input.Size);
        var inputs = Matrix<double>.Build.Dense(rows + tests, width + 1, (row, column) => column == width ? 1 : encoded.Features[(row * width) + column]);
        var answers = Vector<double>.Build.Dense(rows + tests, row => dataset.Classes.IsEmpty ? Math.Log(dataset.Targets[row]) : (2 * dataset.Classes[row]) - 1);
        var training = inputs.SubMatrix(0, rows, 0, width + 1);
        var weights = (training.TransposeThisAndMultiply(training) + Matrix<double>.Build.DenseIdentity(width + 1))
            .Solve(training.TransposeThisAndMultiply(answers.SubVector(0, rows)));
        var given = inputs.SubMatrix(rows, tests, 0, width + 1) * weights;
        var right = answers.SubVector(rows, tests);
        return dataset.Classes.IsEmpty
            ? 1 - ((right - given).PointwisePower(2).Sum() / (right - (right.Sum() / tests)).PointwisePower(2).Sum())
            : given.Zip(right, (one, other) => one * other > 0 ? 1.0 : 0).Average();
    }

    private static string Folder(string set) => SharedSets.Folder(set);
}
