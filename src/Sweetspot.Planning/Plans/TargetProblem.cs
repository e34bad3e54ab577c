namespace Sweetspot.Planning;

/// <summary>Which size reaches a loss for the least FLOPs of training and answering, with so much data.</summary>
/// <param name="Law">The law.</param>
/// <param name="Loss">The loss to reach.</param>
/// <param name="Unique">Different tokens there are; null: enough.</param>
/// <param name="MostEpochs">How often they may be seen.</param>
/// <param name="Answered">Tokens to answer over the model's life.</param>
public sealed record TargetProblem(PlanLaw Law, double Loss, double? Unique, double MostEpochs, double Answered)
{
    private const double Reach = 14;

    /// <summary>Tokens with which a size reaches the loss; infinite where it never does.</summary>
    public double Tokens(double parameters)
    {
        if (Unique is not { } unique)
        {
            return Law.Law.TokensReaching(parameters, Loss) ?? double.PositiveInfinity;
        }

        // Epochs are worth less and less, so the tokens are found by halving.
        if (!(LossOf(parameters, unique * MostEpochs) <= Loss))
        {
            return double.PositiveInfinity;
        }

        var (low, high) = (Math.Log(1.0), Math.Log(unique * MostEpochs));
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = LossOf(parameters, Math.Exp(middle)) <= Loss ? (low, middle) : (middle, high);
        }

        return Math.Exp(high);
    }

    /// <summary>The cheapest size; <see cref="ComputeOptimum.Flops"/> is training and answering. Null where no size reaches the loss.</summary>
    public ComputeOptimum? Best()
    {
        if (Law.Law.Reaching(Loss) is not { } plain)
        {
            return null;
        }

        if (Unique is null && Answered == 0)
        {
            return plain;
        }

        var centre = Math.Log(plain.Parameters);
        var parameters = Math.Exp(MinimumSearch.Find(at => Total(Math.Exp(at)), centre - Reach, centre + Reach));
        var tokens = Tokens(parameters);
        return double.IsFinite(tokens) ? new ComputeOptimum(Total(parameters), parameters, tokens, Loss) : null;
    }

    /// <summary>The least loss that any size reaches with the data there is.</summary>
    public double LeastLoss() => Unique is { } unique
        ? Enumerable.Range(0, 200).Min(step => LossOf(1e5 * Math.Pow(10, step / 15.0), unique * MostEpochs))
        : Law.Law.E;

    /// <summary>Sizes around the best whose FLOPs are within a share of the least.</summary>
    public Interval Flat(ComputeOptimum best, double share)
    {
        return new Interval(Edge(-1), Edge(1));

        double Edge(int direction)
        {
            var (inside, outside) = (0.0, Reach);
            for (var step = 0; step < 60; step++)
            {
                var middle = (inside + outside) / 2;
                (inside, outside) = Total(best.Parameters * Math.Exp(direction * middle)) <= best.Flops * (1 + share) ? (middle, outside) : (inside, middle);
            }

            return best.Parameters * Math.Exp(direction * inside);
        }
    }

    private double LossOf(double parameters, double tokens) => Law.Loss(parameters, tokens, Unique);

    private double Total(double parameters) => Tokens(parameters) is var tokens && double.IsFinite(tokens)
        ? InferenceAwareOptimum.TotalFlops(parameters, tokens, Answered)
        : double.PositiveInfinity;
}
