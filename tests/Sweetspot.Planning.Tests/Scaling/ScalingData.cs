using System.Globalization;

namespace Sweetspot.Planning.Tests;

/// <summary>Published runs, where they lie beside the repository.</summary>
internal static class ScalingData
{
    /// <summary>Rows of a file by column; the test is skipped where it is missing.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "scaling", file);
            if (File.Exists(path))
            {
                var lines = File.ReadAllLines(path);
                var names = lines[0].Split(',');
                return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
            }
        }

        Assert.Skip($"shared/data/scaling/{file} is not beside the repository.");
        return [];
    }

    public static double Number(this IReadOnlyDictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    /// <summary>Hoffmann's runs as read off the figure; without the five highest losses unless asked for.</summary>
    public static TrainingRun[] Chinchilla(bool withOutliers = false) =>
    [
        .. Rows("chinchilla_epoch.csv").Where(row => withOutliers || row["high_loss_outlier"] == "0")
            .Select(row => new TrainingRun(row.Number("params"), row.Number("tokens"), row.Number("loss"), row.Number("flops"))),
    ];
}
