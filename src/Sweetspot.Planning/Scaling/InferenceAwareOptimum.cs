namespace Sweetspot.Planning;

/// <summary>The best size where answering counts too: 6 N D to train and 2 N D_inf to answer (Sardana et al. 2024, arXiv:2401.00448, eq. 3).</summary>
/// <remarks>The optimum is flat: a size 15 % off costs about 1 % more.</remarks>
public static class InferenceAwareOptimum
{
    private const double Reach = 14;

    /// <summary>Least total FLOPs that reach a loss and answer so many tokens; <see cref="ComputeOptimum.Flops"/> is that total. Null where no size reaches it.</summary>
    public static ComputeOptimum? ForLoss(ScalingLaw law, double loss, double inferenceTokens)
    {
        if (law.Reaching(loss) is not { } plain)
        {
            return null;
        }

        var centre = Math.Log(plain.Parameters);
        var parameters = Math.Exp(MinimumSearch.Find(at => Total(Math.Exp(at)), centre - Reach, centre + Reach));
        return law.TokensReaching(parameters, loss) is { } tokens ? new ComputeOptimum(Total(parameters), parameters, tokens, loss) : null;

        double Total(double size) => law.TokensReaching(size, loss) is { } tokens ? TotalFlops(size, tokens, inferenceTokens) : double.PositiveInfinity;
    }

    /// <summary>Least loss for a budget that pays for training and for answering.</summary>
    public static ComputeOptimum ForBudget(ScalingLaw law, double flops, double inferenceTokens)
    {
        var centre = Math.Log(law.Optimum(flops).Parameters);
        var parameters = Math.Exp(MinimumSearch.Find(at => Tokens(Math.Exp(at)) is > 0 and var tokens ? law.Loss(Math.Exp(at), tokens) : double.PositiveInfinity, centre - Reach, centre + Reach));
        return new ComputeOptimum(flops, parameters, Tokens(parameters), law.Loss(parameters, Tokens(parameters)));

        double Tokens(double size) => ((flops / size) - (ScalingLaw.InferenceFlopsPerParameterToken * inferenceTokens)) / ScalingLaw.FlopsPerParameterToken;
    }

    /// <summary>FLOPs of training and answering.</summary>
    public static double TotalFlops(double parameters, double tokens, double inferenceTokens) =>
        parameters * ((ScalingLaw.FlopsPerParameterToken * tokens) + (ScalingLaw.InferenceFlopsPerParameterToken * inferenceTokens));
}
