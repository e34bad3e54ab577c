namespace Sweetspot.Planning;

/// <summary>Which size is best where training, and perhaps answering, must be paid from one budget of FLOPs, with so much data.</summary>
/// <param name="Law">The law.</param>
/// <param name="Flops">The budget; 6 N D to train, 2 N for each token answered.</param>
/// <param name="Unique">Different tokens there are; null: enough.</param>
/// <param name="MostEpochs">How often they may be seen.</param>
/// <param name="Answered">Tokens to answer over the model's life.</param>
/// <param name="MostParameters">The largest size allowed; infinity: any.</param>
public sealed record SizeProblem(PlanLaw Law, double Flops, double? Unique, double MostEpochs, double Answered, double MostParameters)
{
    private const double Reach = 14;

    /// <summary>Whether data is short: the best size for fresh data would see some of it twice.</summary>
    public bool IsShortOfData { get; } = Unique is { } unique && Law.Law.Optimum(Flops).Tokens > unique;

    /// <summary>Whether tokens are what the law and the budget alone say.</summary>
    private bool IsPlain => !IsShortOfData && Answered == 0 && double.IsPositiveInfinity(MostParameters);

    /// <summary>Tokens that a size can be trained on: what the budget pays, and no more epochs than allowed. 0 where answering alone uses the budget up.</summary>
    public double Tokens(double parameters)
    {
        var paid = ((Flops / parameters) - (ScalingLaw.InferenceFlopsPerParameterToken * Answered)) / ScalingLaw.FlopsPerParameterToken;
        return Math.Max(0, Unique is { } unique ? Math.Min(paid, unique * MostEpochs) : paid);
    }

    /// <summary>Loss of a size trained on so many tokens.</summary>
    public double Loss(double parameters, double tokens) => tokens <= 0 ? double.PositiveInfinity
        : Unique is { } unique && (IsShortOfData || tokens > unique) ? Law.Repeated.Loss(parameters, tokens, unique)
        : Law.Law.Loss(parameters, tokens);

    /// <summary>The best size with its tokens and loss; null where no size is trained at all.</summary>
    public ComputeOptimum? Best()
    {
        if (IsPlain)
        {
            return Law.Law.Optimum(Flops);
        }

        var centre = Math.Log(Law.Law.Optimum(Flops).Parameters);
        var most = Math.Min(centre + Reach, Math.Log(MostParameters));
        var parameters = Math.Exp(MinimumSearch.Find(at => At(Math.Exp(at)), Math.Min(centre - Reach, most - 1), most));
        parameters = double.IsFinite(MostParameters) && At(MostParameters) <= At(parameters) ? MostParameters : parameters;
        var tokens = Tokens(parameters);
        return tokens > 0 ? new ComputeOptimum(Flops, parameters, tokens, Loss(parameters, tokens)) : null;
    }

    /// <summary>Sizes around the best whose loss is within a share of it.</summary>
    public Interval Flat(ComputeOptimum best, double share = 0.01)
    {
        var limit = best.Loss * (1 + share);
        return new Interval(Edge(-1), Edge(1));

        double Edge(int direction)
        {
            double inside = 0;
            var outside = 0.05;
            while (outside < Reach && Holds(outside))
            {
                (inside, outside) = (outside, outside * 1.5);
            }

            for (var step = 0; step < 50; step++)
            {
                var middle = (inside + outside) / 2;
                (inside, outside) = Holds(middle) ? (middle, outside) : (inside, middle);
            }

            return best.Parameters * Math.Exp(direction * inside);

            bool Holds(double distance) => best.Parameters * Math.Exp(direction * distance) is var size && size <= MostParameters && At(size) < limit;
        }
    }

    /// <summary>What a tenth more of something takes off the loss; 0 where it does not help.</summary>
    public static double Gain(ComputeOptimum best, SizeProblem more) => more.Best() is { } better ? Math.Max(0, best.Loss - better.Loss) : 0;

    private double At(double parameters) => Loss(parameters, Tokens(parameters));
}
