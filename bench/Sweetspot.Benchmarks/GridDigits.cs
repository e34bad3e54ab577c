using System.Diagnostics;
using System.Globalization;

namespace Sweetspot.Benchmarks;

/// <summary>Trains every point of a coarse grid over the default space of the digits.</summary>
internal static class GridDigits
{
    private const int MostPoints = 100;

    /// <summary>Writes a line for each model of this part to <paramref name="file"/>.</summary>
    /// <param name="file">Where to; replaced.</param>
    /// <param name="part">Which of the parts: two processes do both at once.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="runs">Trainings of each model.</param>
    /// <param name="most">Most models; fewer than there are for a trial of the program only.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task RunAsync(string file, int part, int parts, int runs, int most, CancellationToken cancellationToken)
    {
        var digits = new DigitsTask();
        var levels = Enumerable.Range(2, 8).Last(levels => digits.Grid(levels).Length <= MostPoints);
        var grid = digits.Grid(levels);
        var mine = grid.Take(most).Where((_, index) => index % parts == part).ToList();
        Console.WriteLine($"{grid.Length} models at {levels} levels a gene, {mine.Count} of them here, {runs} trainings each");
        var start = Stopwatch.GetTimestamp();
        await using var csv = new StreamWriter(file);
        await csv.WriteLineAsync(ModelWorth.Header);
        foreach (var candidate in mine)
        {
            var worth = await digits.MeasureAsync(candidate, runs, "grid", cancellationToken);
            await csv.WriteLineAsync(worth.ToCsv());
            Console.WriteLine(worth.ToCsv());
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
    }

    /// <summary>Reads the parts of a grid.</summary>
    public static IReadOnlyList<ModelWorth> Read(IEnumerable<string> files) =>
        [.. files.SelectMany(file => File.ReadLines(file).Where(line => line.Length > 0 && line != ModelWorth.Header)).Select(ModelWorth.Parse)];
}
