using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

/// <summary>Small grey pictures that have to be looked at: a bright bar somewhere, upright or lying, on noise.</summary>
internal static class Pictures16
{
    public static readonly InputShape Input = new(1, 16, 16);

    public static Dataset Bars(int rows, int testRows = 0)
    {
        var chance = RandomStream.For(7, 0, "bars");
        var pixels = new byte[(rows + testRows) * 256];
        for (var row = 0; row < rows + testRows; row++)
        {
            var picture = pixels.AsSpan(row * 256, 256);
            foreach (ref var pixel in picture)
            {
                pixel = (byte)chance.Next(100);
            }

            var (across, along, isUpright) = (chance.Next(16), chance.Next(8), row % 2 == 0);
            for (var i = along; i < along + 8; i++)
            {
                picture[isUpright ? (i * 16) + across : (across * 16) + i] = 200;
            }
        }

        var profile = new DataProfile
        {
            Name = "bars",
            Kind = TaskKind.Classification,
            Rows = rows,
            TestRows = testRows,
            Input = Input,
            Classes = ["upright", "lying"],
            ContentHash = "bars",
        };
        var target = new Target { Kind = TaskKind.Classification, ClassNames = profile.Classes, Classes = [.. Enumerable.Range(0, rows + testRows).Select(row => row % 2)] };
        return new ImageDataset(profile, pixels, target, [], normalizePerImage: false);
    }
}
