using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>A law of one's own runs for any error, as <c>fit</c> found it: over a size, over data, or over both.</summary>
public sealed record OwnLaw
{
    /// <summary>Beyond its runs by more than this it is not asked: no interval holds that the form may change.</summary>
    public const double MostBeyond = 100;

    /// <summary>The file it was read from.</summary>
    public required string Name { get; init; }

    /// <summary>Its form, in symbols.</summary>
    public required string Form { get; init; }

    /// <summary>Column of the error.</summary>
    public required string ErrorName { get; init; }

    /// <summary>Points or runs behind it.</summary>
    public required int Points { get; init; }

    /// <summary>The size that it goes by: parameters or factors; null where its runs differ in data alone.</summary>
    public required OwnLawAxis? Size { get; init; }

    /// <summary>What else it goes by: rows, images, compute; null where its runs differ in size alone.</summary>
    public required OwnLawAxis? Data { get; init; }

    /// <summary>Error by size and data; what the law does not go by is not looked at.</summary>
    public required Func<double, double, double> At { get; init; }

    /// <summary>The same of the resamples.</summary>
    public required ImmutableArray<Func<double, double, double>> Resampled { get; init; }

    /// <summary>How far single runs lie off it, as a standard deviation of ln; null where that is not known.</summary>
    public required double? Scatter { get; init; }

    /// <summary>What its fit warned of, with its name.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>A law from a file that <c>fit --json</c> wrote: a learning curve, or a law of parameters and rows.</summary>
    /// <exception cref="Core.UserInputException">The file holds none.</exception>
    public static OwnLaw Read(string path)
    {
        using var document = FitDocument.Open(path);
        return OwnLawFile.Of(document);
    }

    /// <summary>Where a quantity of the law lies at 95 %, by its resamples; null without them, or where too many have no such number.</summary>
    public Interval? IntervalOf(Func<Func<double, double, double>, double> quantity) => Resampled.IsEmpty ? null : Interval.Of(Resampled.Select(quantity));

    /// <summary>Where the error of one run should lie: the law's own interval, and the scatter of single runs.</summary>
    public Interval? RunIntervalOf(double size, double data) => Scatter is { } scatter && !Resampled.IsEmpty
        ? RunScatter.Interval([.. Resampled.Select(law => law(size, data))], scatter)
        : null;

    /// <summary>How many times beyond its runs it is asked.</summary>
    public double Beyond(double size, double data) => Math.Max(Size?.Beyond(size) ?? 1, Data?.Beyond(data) ?? 1);
}
