using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Benchmarks;

/// <summary>A training that a program ended.</summary>
/// <param name="CpuSeconds">Processor time of the program until then, all its processes together.</param>
/// <param name="WallSeconds">Time since the program's start.</param>
/// <param name="Accuracy">On the rows held out.</param>
/// <param name="Error">Its standard error over those rows.</param>
/// <param name="Flops">Of one answer.</param>
/// <param name="Genes">The candidate's key.</param>
internal sealed record RealTrial(double CpuSeconds, double WallSeconds, double Accuracy, double Error, double Flops, string Genes)
{
    public string ToCsv() => string.Create(CultureInfo.InvariantCulture, $"{CpuSeconds:0.00},{WallSeconds:0.00},{Accuracy},{Error},{Flops},{Genes}");

    public static RealTrial Parse(string line)
    {
        var cells = line.Split(',');
        var numbers = cells.Take(5).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        return new RealTrial(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], cells[5]);
    }

    /// <summary>The candidate of a key.</summary>
    public static Candidate CandidateOf(string genes) => new(genes.Split(' ').Select(gene => gene.Split('=')).Select(
        pair => KeyValuePair.Create(pair[0], GeneValue.Of(double.Parse(pair[1], CultureInfo.InvariantCulture)))));
}
