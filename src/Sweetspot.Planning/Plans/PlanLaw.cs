using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>The law that a plan goes by, with where it comes from and how far it reaches.</summary>
public sealed record PlanLaw
{
    /// <summary>Its name, or the file it was read from.</summary>
    public required string Name { get; init; }

    /// <summary>Loss by parameters and tokens.</summary>
    public required ScalingLaw Law { get; init; }

    /// <summary>The same where data is seen more than once.</summary>
    public required RepeatedDataLaw Repeated { get; init; }

    /// <summary>Whether the constants of repeated data are another law's.</summary>
    public bool IsRepeatedBorrowed { get; init; }

    /// <summary>Who published or fitted it.</summary>
    public required string Source { get; init; }

    /// <summary>What it was fitted to.</summary>
    public required string Domain { get; init; }

    /// <summary>How far its runs go; null where that is not known.</summary>
    public LawRange? Runs { get; init; }

    /// <summary>Laws of the resamples of its runs; empty where there are none.</summary>
    public ImmutableArray<ScalingLaw> Resampled { get; init; } = [];

    /// <summary>What the loss of published laws is counted in.</summary>
    public const string NatsPerToken = "nats a token";

    /// <summary>What its loss is counted in, as a part of a sentence.</summary>
    public string LossName { get; init; } = NatsPerToken;

    /// <summary>How far single runs lie off it, as a standard deviation of ln; null where that is not known.</summary>
    public double? Scatter { get; init; }

    /// <summary>What its fit warned of.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The same, with the law's name.</summary>
    internal IEnumerable<string> Cautions => Warnings.Select(warning => $"{Name}: {warning}");

    /// <summary>Whether it was taken because none was named.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The law that is taken where none is named.</summary>
    public static PlanLaw Default => Of(PublishedLaw.Default) with { IsDefault = true };

    /// <summary>A published law by name, or one from a file that <c>fit --json</c> wrote.</summary>
    /// <exception cref="Core.UserInputException">There is no such law, or the file holds none.</exception>
    public static PlanLaw Find(string nameOrFile) => nameOrFile.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || Path.Exists(nameOrFile)
        ? LawFile.Read(nameOrFile)
        : PublishedLaw.All.FirstOrDefault(law => law.Name == nameOrFile) is { } known ? Of(known)
        : throw new Core.UserInputException($"--law: \"{nameOrFile}\" is no file and not a published law{Nearest.Hint(nameOrFile, [.. PublishedLaw.All.Select(law => law.Name)])}");

    /// <summary>A published law.</summary>
    public static PlanLaw Of(PublishedLaw law) => new()
    {
        Name = law.Name,
        Law = law.Law,
        Repeated = law.Repeated ?? Borrowed(law.Law),
        IsRepeatedBorrowed = law.Repeated is null,
        Source = law.Source,
        Domain = law.Domain,
        Runs = law.Runs,
        Resampled = law.Resampled,
        Scatter = law.Scatter,
    };

    /// <summary>Repeated data by the constants of Muennighoff et al. 2023, where a law has none of its own.</summary>
    public static RepeatedDataLaw Borrowed(ScalingLaw law) => PublishedLaw.Find("data-constrained").Repeated! with { Law = law }; // the catalogue has it

    /// <summary>Loss of a size trained on so many tokens.</summary>
    /// <param name="parameters">Parameters.</param>
    /// <param name="tokens">Tokens, again counted.</param>
    /// <param name="unique">Different tokens there are; null: enough. Where there are fewer than <paramref name="tokens"/>, the law of repeated data holds.</param>
    public double Loss(double parameters, double tokens, double? unique) => tokens > unique ? Repeated.Loss(parameters, tokens, unique.Value) : Law.Loss(parameters, tokens);

    /// <summary>The same with other constants: of a resample.</summary>
    public PlanLaw With(ScalingLaw law) => this with { Law = law, Repeated = Repeated with { Law = law } };

    /// <summary>Where a quantity of the law lies at 95 %, by its resamples; null without them.</summary>
    public Interval? IntervalOf(Func<PlanLaw, double> quantity) => Resampled.IsEmpty ? null : Interval.Of(Resampled.Select(law => quantity(With(law))));

    /// <summary>
    /// Where a loss lies at 95 %: the expected one by the law's uncertainty; that of one run by it and the scatter of single runs. Null where these are not known.
    /// </summary>
    public (Interval? Expected, Interval? Run) IntervalsOf(Func<PlanLaw, double> loss)
    {
        double[] losses = [.. Resampled.Select(law => loss(With(law)))];
        return losses.Length == 0 ? (null, null) : (Interval.Of(losses), Scatter is { } scatter ? RunScatter.Interval(losses, scatter) : null);
    }
}
