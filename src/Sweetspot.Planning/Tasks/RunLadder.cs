using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Trainings to fit a law to: a few sizes, each on several amounts of data, so that both vary independently; the smallest first, the largest last.</summary>
/// <remarks>
/// Of language models four sizes by three amounts of tokens, each three times the one before where the text allows it, and at most <see cref="MostPasses"/> times the text; of other models four sizes
/// by four shares of the rows, each twice the one before and drawn once. The largest training is what a law of the others is asked about.
/// </remarks>
public sealed class RunLadder
{
    /// <summary>Name of the search algorithm.</summary>
    public const string Algorithm = "ladder";

    /// <summary>Gene of the tokens that a language model is trained on, repeated ones counted each time.</summary>
    public const string TokensGene = "train_tokens";

    /// <summary>Gene of the rows that any other model learns from.</summary>
    public const string RowsGene = "train_rows";

    /// <summary>Sizes.</summary>
    public const int Sizes = 4;

    /// <summary>Amounts of data.</summary>
    public const int Amounts = 3;

    /// <summary>How many times a size, or an amount, is larger than the one before.</summary>
    public const double Step = 3;

    /// <summary>Passes over a text up to which repeated tokens are worth nearly as much as new ones (Muennighoff et al. 2023, arXiv 2305.16264).</summary>
    public const int MostPasses = 4;

    private const int AmountsOfRows = 4;
    private const double StepOfRows = 2;
    private const int FewestRows = 50;
    private const double UsedShare = 0.75;

    private readonly ImmutableArray<Candidate> _sizes;

    private RunLadder(ImmutableArray<GeneSpec> genes, IEnumerable<Candidate> sizes, GeneSpec amount)
    {
        (Genes, Amount) = ([.. genes, amount], amount);
        _sizes = [.. sizes];
    }

    /// <summary>The genes of the sizes, and that of the amount.</summary>
    public ImmutableArray<GeneSpec> Genes { get; }

    /// <summary>The gene of the amount.</summary>
    public GeneSpec Amount { get; }

    /// <summary>In a line, for people.</summary>
    public string Explanation => $"ladder: {_sizes.Length} sizes, each on {Nearest.AnyOf([.. Amount.Values.Select(Short)]).Replace(" or ", " and ", StringComparison.Ordinal)} {(Amount.Name == TokensGene ? "tokens" : "rows")}";

    /// <summary>The ladder of a study.</summary>
    /// <param name="spec">The study; its own space, if any, has the sizes.</param>
    /// <param name="profile">Its data.</param>
    /// <param name="fallback">The default space; null where the study has one.</param>
    /// <param name="compute">FLOPs of the largest training of a language model.</param>
    /// <exception cref="UserInputException">The data or the compute are too small, or of a kind that no ladder is for.</exception>
    public static RunLadder Of(StudySpec spec, DataProfile profile, DefaultSpace? fallback, double compute)
    {
        if (profile.Kind == TaskKind.LanguageModel)
        {
            var shapes = new LanguageLadder(profile, spec.Task.Validation, compute);
            return fallback is not null
                ? new RunLadder(shapes.Genes, shapes.Candidates, shapes.Amount)
                : new RunLadder(spec.Space, Spread(SizeLadder.Of(GeneFactory.Space(spec.Space)), profile), shapes.Amount);
        }

        if (profile.Kind == TaskKind.Ranking)
        {
            throw new UserInputException("ladder: a ranking needs each user's whole history, so it has no law over rows; choose another search.");
        }

        var rows = (int)(profile.Rows * (1 - spec.Task.Validation));
        var least = Math.Pow(StepOfRows, 1 - AmountsOfRows);
        if (rows * least < FewestRows)
        {
            throw new UserInputException($"ladder: {Counted.Of(rows, "row")} to learn from {Counted.Word(rows, "is", "are")} too few for a law over rows; at least {FewestRows / least:0} are needed.");
        }

        var amount = GeneFactory.List(RowsGene, [.. Enumerable.Range(0, AmountsOfRows).Select(step => (int)(rows * least * Math.Pow(StepOfRows, step)))]);
        return new RunLadder(fallback?.Genes ?? spec.Space, Spread(fallback is null ? SizeLadder.Of(GeneFactory.Space(spec.Space)) : OneFamily(fallback.InitialPopulation), profile), amount);
    }

    /// <summary>FLOPs of the largest training, to two digits, so that the whole ladder takes about the time on an idle machine.</summary>
    /// <remarks>The last training runs alone, since it starts when nearly all others have ended.</remarks>
    public static double LargestFlops(TimeSpan time, int workers)
    {
        var others = (Sum(Sizes) * Sum(Amounts)) - 1;
        return SpaceLimits.TwoDigits(UsedShare * time.TotalSeconds * LanguageCompute.FlopsPerSecond / (1 + (others / workers)));

        static double Sum(int count) => Enumerable.Range(0, count).Sum(step => Math.Pow(Step, -step));
    }

    /// <summary>Every size on every amount, in the order of what they cost; in the space of <see cref="Genes"/>.</summary>
    public IEnumerable<Candidate> Population(SearchSpace space, Func<Candidate, double> parameters) =>
        from size in _sizes
        from amount in Amount.Values
        let candidate = With(size, double.Parse(amount, CultureInfo.InvariantCulture), space)
        orderby parameters(size) * candidate.Number(Amount.Name), parameters(size)
        select candidate;

    private Candidate With(Candidate size, double amount, SearchSpace space) => space.Create(space.Genes.ToDictionary(
        gene => gene.Name, gene => gene.Name == Amount.Name ? GeneValue.Of(amount) : size.Find(gene.Name) ?? gene.FromUnit(0)));

    /// <summary>Sizes evenly spread in ln of the parameters, at most <see cref="Sizes"/>.</summary>
    private static IEnumerable<Candidate> Spread(IEnumerable<Candidate> sizes, DataProfile profile)
    {
        var sorted = sizes.Select(size => (Size: size, Parameters: ParametersOf(size, profile))).Where(pair => pair.Parameters > 0).OrderBy(pair => pair.Parameters).ToList();
        var (low, high) = (Math.Log(sorted[0].Parameters), Math.Log(sorted[^1].Parameters));
        return Enumerable.Range(0, Sizes).Select(step => low + ((high - low) * step / (Sizes - 1)))
            .Select(wanted => sorted.MinBy(pair => Math.Abs(Math.Log(pair.Parameters) - wanted)).Size).DistinctBy(size => size.Key);
    }

    /// <summary>One law holds for one family: that with the most sizes.</summary>
    private static IEnumerable<Candidate> OneFamily(IEnumerable<Candidate> sizes) =>
        sizes.GroupBy(size => size.Word("family", "")).Where(group => group.Key != "linear").OrderByDescending(group => group.Count()).Take(1).SelectMany(group => group);

    private static double ParametersOf(Candidate size, DataProfile profile)
    {
        try
        {
            return ModelCost.Of(ModelShape.Decode(size, profile.Input, profile.Outputs), 1).Parameters;
        }
        catch (UserInputException)
        {
            return 0; // no model: left out
        }
    }

    private static string Short(string number)
    {
        var value = double.Parse(number, CultureInfo.InvariantCulture);
        return value >= 1e6 ? string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.##} M") : value.ToString("N0", CultureInfo.InvariantCulture);
    }
}
