using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

/// <summary>A data set made of numbers in a test.</summary>
internal sealed class ArrayDataset(DataProfile profile, float[] features, int[] classes, double[] targets) : Dataset
{
    public override DataProfile Profile => profile;

    public override ImmutableArray<int> Classes => [.. classes];

    public override ImmutableArray<double> Targets => [.. targets];

    public override ImmutableArray<int> Groups => [];

    public override EncodedData Encode(ImmutableArray<int> fitRows, InputShape input) =>
        new() { Input = profile.Input, Features = features, EncoderJson = "{}" };

    /// <summary>Clouds around a centre for each class.</summary>
    public static ArrayDataset Clouds(int rows, int testRows = 0, int classes = 3, int features = 4, double spread = 0.3, Func<int, int>? classOf = null)
    {
        var chance = RandomStream.For(5, 0, "clouds");
        classOf ??= row => row % classes;
        var of = Enumerable.Range(0, rows + testRows).Select(classOf).ToArray();
        var centres = Enumerable.Range(0, classes * features).Select(_ => chance.NextGaussian()).ToArray();
        var values = new float[of.Length * features];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(centres[(of[i / features] * features) + (i % features)] + (spread * chance.NextGaussian()));
        }

        return new ArrayDataset(
            Described(TaskKind.Classification, rows, testRows, features, [.. Enumerable.Range(0, classes).Select(index => $"class {index}")]), values, of, []);
    }

    /// <summary>A smooth function of the features with a little noise.</summary>
    public static ArrayDataset Curve(int rows, int testRows = 0, int features = 4, TargetTransform transform = TargetTransform.None)
    {
        var chance = RandomStream.For(6, 0, "curve");
        var values = Enumerable.Range(0, (rows + testRows) * features).Select(_ => (float)chance.NextGaussian()).ToArray();
        var targets = Enumerable.Range(0, rows + testRows).Select(row =>
        {
            var x = values.AsSpan(row * features, features);
            var y = x[0] + Math.Sin(2 * x[1]) + (0.1 * chance.NextGaussian());
            return transform == TargetTransform.Log ? 1000 * Math.Exp(y) : (100 * y) + 500;
        }).ToArray();
        return new ArrayDataset(Described(TaskKind.Regression, rows, testRows, features, []) with { Transform = transform }, values, [], targets);
    }

    private static DataProfile Described(TaskKind kind, int rows, int testRows, int features, ImmutableArray<string> classes) => new()
    {
        Name = "made up",
        Kind = kind,
        Rows = rows,
        TestRows = testRows,
        Input = InputShape.Numbers(features),
        Classes = classes,
        ContentHash = "none",
    };
}
