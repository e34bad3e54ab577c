namespace Sweetspot.Planning.Tests;

internal static class Profiles
{
    public static DataProfile Table(int rows, int inputs, int classes) => new()
    {
        Name = "table",
        Kind = classes > 1 ? TaskKind.Classification : TaskKind.Regression,
        Rows = rows,
        TestRows = 0,
        Input = InputShape.Numbers(inputs),
        Classes = [.. Enumerable.Range(0, classes > 1 ? classes : 0).Select(index => $"c{index}")],
        ContentHash = "00",
    };

    public static DataProfile Images(int rows, int side, int channels, int classes) => Table(rows, 1, classes) with { Input = new InputShape(channels, side, side) };

    public static DataProfile Letter => Table(16_000, 16, 26);

    public static DataProfile Digits => Images(1_437, 8, 1, 10);

    public static DataProfile Fashion => Images(20_000, 28, 1, 10);
}
