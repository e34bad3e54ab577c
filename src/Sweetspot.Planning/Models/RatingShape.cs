using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>
/// A model of ratings: two ids in (user, item), one number out. Each is the sum of a mean, a bias of the user, a bias of the item, and a part
/// made of <see cref="Factors"/> numbers for each user and each item. Id 0 stands for an unknown one.
/// </summary>
public abstract record RatingShape : ModelShape
{
    /// <summary>Pull of the factors towards 0 where the study says nothing, in ratings.</summary>
    public const double DefaultRegularization = 14;

    /// <summary>Units of the one hidden layer of a family that has some, where nothing else is said.</summary>
    public const int DefaultUnits = 32;

    /// <summary>Items not taken up that a ranking learns against for each that was.</summary>
    public const int NegativesPerPair = 4;

    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Numbers that describe each user and each item.</summary>
    public required int Factors { get; init; }

    /// <summary>
    /// Weight λ of the factors' squares in the loss Σ(error²) + λ Σ(factor²), errors in standard deviations: a user's factors are pulled to 0 as by λ
    /// ratings, however many the user gave. No part of the size, but no size can be judged without a fitting one.
    /// </summary>
    public double Regularization { get; init; } = DefaultRegularization;

    /// <summary>Different users, the unknown one among them.</summary>
    public int Users => Input.Levels[0];

    /// <summary>Different items, the unknown one among them.</summary>
    public int Items => Input.Levels[1];

    /// <summary>Parameters that one answer reads: of the tables, one row of the user's and one of the item's.</summary>
    public long ActiveParameters => ModelCost.Of(this, 1).Parameters - ((Users + Items - 2L) * (Factors + 1));

    /// <summary>The families by name.</summary>
    public static ImmutableArray<string> Families { get; } = ["mf", "ncf", "towers"];

    /// <summary>Ratings in one training step: about a sixteenth of them, 32 to 4,096, a power of two.</summary>
    public static int BatchFor(int ratings) => 1 << (int)Math.Round(Math.Log2(Math.Clamp(ratings / 16.0, 32, 4096)));

    /// <summary>How regularization is written in descriptions.</summary>
    private protected string Shrinkage => Factors == 0 ? "" : FormattableString.Invariant($" λ{Regularization:0.#}");

    internal static RatingShape OfGenes(string family, Candidate candidate, InputShape input, int outputs)
    {
        if (input.Levels.Length != 2 || input.IdCount != 2 || input.NumberCount > 0)
        {
            throw new UserInputException($"family: \"{family}\" needs ratings (a user and an item); give the data with --task recommendation.");
        }

        var factors = (int)candidate.Number("factors", 16);
        if (factors < 0 || (factors == 0 && family != "mf"))
        {
            throw new UserInputException($"factors: {factors} factors make no {family}; use 1 or more.");
        }

        var regularization = candidate.Number("regularization", DefaultRegularization);
        return Of(family, input, outputs, factors, [.. Enumerable.Repeat((int)candidate.Number("width", DefaultUnits), (int)candidate.Number("depth", 1))]) with { Regularization = regularization };
    }

    /// <summary>A shape of a family.</summary>
    internal static RatingShape Of(string family, InputShape input, int outputs, int factors, ImmutableArray<int> hidden) => family switch
    {
        "mf" => new MfShape { Input = input, Outputs = outputs, Factors = factors },
        "ncf" => new NcfShape { Input = input, Outputs = outputs, Factors = factors, Hidden = hidden },
        _ => new TowersShape { Input = input, Outputs = outputs, Factors = factors, Hidden = hidden },
    };
}
