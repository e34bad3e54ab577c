using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How models are trained: the same for every size of a study but for the rate, which follows <see cref="LearningRateRule"/>.</summary>
internal sealed record Recipe
{
    /// <summary>Without it layers grow until the penalty of the factors before them says nothing: ncf and towers were then worse than biases alone.</summary>
    private const double LayerPenaltyPerFactorPenalty = 10;

    /// <summary>Of 1 to 10 on FilmTrust, 3 to 10 differ by less than noise, for the bias model and beside factors; 1 is worse.</summary>
    private const double RatingBiasPenalty = 5;

    /// <summary>Passes over the data that the schedule is made for.</summary>
    public required int Epochs { get; init; }

    /// <summary>Most examples in a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Learning rate at the schedule's peak.</summary>
    public required double Rate { get; init; }

    /// <summary>AdamW's decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Weight of the squares of tables of factors and of biases in the loss, in examples: added to the gradient, whole tables at every step. 0: none, and decay as elsewhere.</summary>
    public double FactorPenalty { get; init; }

    /// <summary>The same of tables of biases.</summary>
    public double BiasPenalty { get; init; }

    /// <summary>The same of other weight matrices, where there are such tables.</summary>
    public double LayerPenalty { get; init; }

    /// <summary>Share of all steps in which the rate rises to its peak.</summary>
    public double WarmUp { get; init; } = 0.1;

    /// <summary>Share of units dropped after hidden fully connected layers.</summary>
    public double Dropout { get; init; }

    /// <summary>Share of the target's probability spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Largest random shift of an image, in pixels each way.</summary>
    public int Shift { get; init; }

    /// <summary>Whether half of the images are mirrored left to right.</summary>
    public bool Mirrors { get; init; }

    /// <summary>Norm to which gradients are clipped.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Power of the inverse class frequency by which classes are weighted; 0: all examples count the same.</summary>
    public double ClassWeightPower { get; init; }

    /// <summary>Whether products of matrices are of 16-bit floats (bfloat16); the optimizer keeps weights of 32 bits.</summary>
    public bool InBFloat16 { get; init; }

    /// <summary>The levels that this training is one of; null: its rate falls from the end of the warm-up on, and it shares nothing with others.</summary>
    public LevelSchedule? Levels { get; init; }

    /// <summary>Epochs without a better validation value after which training stops; of one at a level, after which its branch begins.</summary>
    public int Patience => Math.Max(4, (int)Math.Ceiling((Levels?.Whole ?? Epochs) * 0.35));

    /// <summary>The recipe of a shape on data like this.</summary>
    /// <param name="profile">The data.</param>
    /// <param name="shape">The model.</param>
    /// <param name="epochs">Most passes over the data.</param>
    /// <param name="augment">How images are changed (<see cref="Augmentation"/>); null: as usual for their size.</param>
    public static Recipe For(DataProfile profile, ModelShape shape, int epochs, string? augment = null)
    {
        var change = Augmentation.Of(augment, shape.Input);
        return OfFamily(shape) with
        {
            Epochs = epochs,
            BatchSize = TrainingDefaults.BatchSize(profile),
            Rate = LearningRateRule.Rate(shape),
            Shift = change.Shift,
            Mirrors = change.Mirrors,
            FactorPenalty = shape is RatingShape ratings ? ratings.Regularization : 0,
            LayerPenalty = shape is NcfShape or TowersShape ? LayerPenaltyPerFactorPenalty * ((RatingShape)shape).Regularization : 0,
            BiasPenalty = shape is RatingShape ? RatingBiasPenalty : 0,
        };
    }

    /// <summary>Weight, in examples, of the squares of a parameter's values: tables of users and items have one.</summary>
    /// <param name="name">Its name in the state dictionary.</param>
    public double Penalty(string name) => name switch
    {
        _ when name.EndsWith("_factors.weight", StringComparison.Ordinal) => FactorPenalty,
        _ when name.EndsWith("_bias.weight", StringComparison.Ordinal) => BiasPenalty,
        _ when name.EndsWith(".weight", StringComparison.Ordinal) => LayerPenalty,
        _ => 0,
    };

    /// <summary>Models of texts, which learn a small text set by heart in a few epochs, are held back more (docs/learning-rate.md).</summary>
    private static Recipe OfFamily(ModelShape shape)
    {
        var usual = new Recipe { Epochs = 1, BatchSize = 1, Rate = 1 };
        return shape switch
        {
            NgramShape { Width: > 0 } => usual with { WeightDecay = 1, Dropout = 0.5 },
            FusionShape { IsLinear: false } => usual with { WeightDecay = 0.3, Dropout = 0.3 },
            TextCnnShape => usual with { WeightDecay = 0.3, Dropout = 0.3 },
            EncoderDecoderShape => usual with { WeightDecay = 0.05, Dropout = 0.1 },
            TextEncoderShape => usual with { WeightDecay = 0.3, Dropout = 0.2 },
            _ => usual,
        };
    }

    /// <summary>Rate at a step: linear warm-up, then half a cosine down to a hundredth.</summary>
    public double RateAt(int step, int steps)
    {
        var warm = Math.Max(1, WarmUp * steps);
        if (step < warm)
        {
            return Rate * (step + 1) / (warm + 1);
        }

        var progress = (step - warm) / Math.Max(1, steps - warm);
        return Rate * (0.01 + (0.99 * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, progress)))));
    }

    /// <summary>In a line, for origins and reports.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"AdamW, {(Levels is { } levels ? $"rate {Rate:0.#####} {levels.Describe()}" : $"peak rate {Rate:0.#####}, cosine over at most {Epochs} epochs")}, batch {BatchSize}, early stopping after {Patience} epochs without gain{(BiasPenalty > 0 ? $", penalty of factors {FactorPenalty:0.#} and of biases {BiasPenalty:0.#} ratings" : "")}{(ClassWeightPower > 0 ? $", classes weighted by count^-{ClassWeightPower}" : "")}");
}
