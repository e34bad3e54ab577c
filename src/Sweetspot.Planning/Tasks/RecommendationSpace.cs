using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The space of models of ratings where the user gives none.</summary>
/// <remarks>
/// Factors from 2 to the largest power of two up to 128 that trains in about 30 CPU seconds. The right pull of the factors towards 0 grows with the
/// noise that a row of ratings adds up to, so it is searched around 14 × (√(ratings a user) + √(ratings an item)) / 8: 8 to 14 were best of 5 to 25 on a
/// set with 19 ratings a user and 15 an item (docs/recommendation.md). The bias model is no point of the space: it is always trained beside it.
/// </remarks>
internal sealed class RecommendationSpace
{
    private const int Fewest = 2;
    private const int Most = 128;
    private const double MostSeconds = 30;
    private const double TrainingShare = 0.8;
    private const double MeasuredAt = 8;
    private const string IfDeep = "family != 'mf'";

    private readonly DataProfile _profile;
    private readonly int _epochs;

    public RecommendationSpace(DataProfile profile, int epochs)
    {
        (_profile, _epochs) = (profile, epochs);
        var middle = RatingShape.DefaultRegularization * (Math.Sqrt(PerId(0)) + Math.Sqrt(PerId(1))) / MeasuredAt;
        Regularization = Math.Max(2, (int)Math.Round(middle));
        MostFactors = Factors();
        Genes =
        [
            new GeneSpec { Name = "family", Type = "choice", Values = [.. RatingShape.Families] },
            Integer("factors", Fewest, MostFactors) with { Scale = "log" },
            Integer("regularization", Math.Max(1, Regularization / 3), 2 * Regularization) with { Scale = "log" },
            Integer("depth", 1, 2) with { When = IfDeep },
            Integer("width", 8, 64) with { Scale = "log", Multiple = 8, When = IfDeep },
        ];
        Space = GeneFactory.Space(Genes);
        InitialPopulation = [.. Ladder().DistinctBy(candidate => candidate.Key).OrderBy(Parameters)];
        Explanation = [.. Explain()];
    }

    public ImmutableArray<GeneSpec> Genes { get; }

    public SearchSpace Space { get; }

    public ImmutableArray<Candidate> InitialPopulation { get; }

    public ImmutableArray<string> Explanation { get; }

    private int Regularization { get; }

    private int MostFactors { get; }

    /// <summary>Ratings a user or an item.</summary>
    private double PerId(int column) => _profile.Rows / (double)Math.Max(1, _profile.Input.Levels[column] - 1);

    private int Factors()
    {
        var factors = Most;
        while (factors > 2 * Fewest && Seconds(factors) > MostSeconds)
        {
            factors /= 2;
        }

        return factors;
    }

    private double Seconds(int factors) => TrainingTimeEstimate.Of(
        new MfShape { Input = _profile.Input, Outputs = 1, Factors = factors }, (int)(TrainingShare * _profile.TrainedRows), _epochs, RatingShape.BatchFor(_profile.TrainedRows)).Value;

    /// <summary>Matrix factorisation by size and by regularization; of the others a small and a large one.</summary>
    private IEnumerable<Candidate> Ladder()
    {
        var middle = (int)Math.Round(Math.Sqrt(Fewest * MostFactors));
        return
        [
            .. new[] { Fewest, middle, MostFactors }.Select(factors => Create("mf", factors, Regularization, 1, 8)),
            Create("mf", middle, Math.Max(1, Regularization / 3), 1, 8), Create("mf", middle, 2 * Regularization, 1, 8),
            Create("ncf", 8, Regularization, 1, 16), Create("ncf", middle, Regularization, 2, 64),
            Create("towers", 8, Regularization, 1, 16), Create("towers", middle, Regularization, 2, 64),
        ];
    }

    private Candidate Create(string family, int factors, int regularization, int depth, int width) => Space.Create(new Dictionary<string, GeneValue>
    {
        ["family"] = GeneValue.Of(family),
        ["factors"] = GeneValue.Of(Math.Min(factors, MostFactors)),
        ["regularization"] = GeneValue.Of(regularization),
        ["depth"] = GeneValue.Of(depth),
        ["width"] = GeneValue.Of(width),
    });

    private long Parameters(Candidate candidate) => ModelCost.Of(Shape(candidate), 1).Parameters;

    private RatingShape Shape(Candidate candidate) => (RatingShape)ModelShape.Decode(candidate, _profile.Input, _profile.Outputs);

    private IEnumerable<string> Explain()
    {
        var (users, items) = (_profile.Input.Levels[0] - 1, _profile.Input.Levels[1] - 1);
        yield return Invariant($"space from {Counted.Of(_profile.Rows, "rating")} of {Counted.Of(items, "item")} by {Counted.Of(users, "user")}: mf (factors and biases), ncf and towers; the bias model is trained beside them");
        var largest = Shape(InitialPopulation[^1]);
        yield return Invariant($"factors {Fewest}…{MostFactors}: the largest to begin with, {largest.Describe()}, has {ModelCost.Of(largest, 1).Parameters:N0} parameters, of which one answer reads {largest.ActiveParameters:N0}");
        yield return Invariant($"regularization λ {Math.Max(1, Regularization / 3)}…{2 * Regularization}, around {Regularization}, which follows from {PerId(0):0} ratings a user and {PerId(1):0} an item");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static GeneSpec Integer(string name, int low, int high) => new() { Name = name, Type = "int", Low = low, High = high };
}
