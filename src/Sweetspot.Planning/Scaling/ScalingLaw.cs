namespace Sweetspot.Planning;

/// <summary>Loss by parameters and tokens: L(N, D) = E + A N^-α + B D^-β (Hoffmann et al. 2022, arXiv:2203.15556, eq. 10).</summary>
/// <param name="E">Loss that neither size nor data removes.</param>
/// <param name="A">Scale of what too few parameters cost.</param>
/// <param name="B">Scale of what too few tokens cost.</param>
/// <param name="Alpha">Exponent of the parameters.</param>
/// <param name="Beta">Exponent of the tokens.</param>
/// <remarks>Training costs 6 FLOPs for each parameter and token. A and B alone mean little: they move together with their exponents.</remarks>
public sealed record ScalingLaw(double E, double A, double B, double Alpha, double Beta)
{
    /// <summary>FLOPs of training for one parameter and one token: forward 2, backward 4 (Kaplan et al. 2020, arXiv:2001.08361).</summary>
    public const double FlopsPerParameterToken = 6;

    /// <summary>FLOPs of answering for one parameter and one token.</summary>
    public const double InferenceFlopsPerParameterToken = 2;

    /// <summary>N* grows with the budget to this power, D* to one minus it.</summary>
    public double ParameterExponent => Beta / (Alpha + Beta);

    /// <summary>ln G; G = (αA / βB)^(1/(α+β)) is where both terms weigh the same in the optimum.</summary>
    private double LogG => (Math.Log(Alpha * A) - Math.Log(Beta * B)) / (Alpha + Beta);

    /// <summary>Expected loss.</summary>
    public double Loss(double parameters, double tokens) => E + (A * Math.Pow(parameters, -Alpha)) + (B * Math.Pow(tokens, -Beta));

    /// <summary>The best size and tokens for a budget C = 6 N D (Hoffmann et al. 2022, eq. 4).</summary>
    public ComputeOptimum Optimum(double flops)
    {
        var product = Math.Log(flops / FlopsPerParameterToken);
        var parameters = Math.Exp(LogG + (product * ParameterExponent));
        var tokens = Math.Exp((product * (1 - ParameterExponent)) - LogG);
        return new ComputeOptimum(flops, parameters, tokens, Loss(parameters, tokens));
    }

    /// <summary>The least budget that reaches a loss, with its size and tokens; null where the loss is not above <see cref="E"/>.</summary>
    public ComputeOptimum? Reaching(double loss)
    {
        if (!(loss > E))
        {
            return null;
        }

        // In the optimum α A N^-α = β B D^-β.
        var parameters = Math.Pow(A * (Alpha + Beta) / ((loss - E) * Beta), 1 / Alpha);
        var tokens = Math.Pow(B * (Alpha + Beta) / ((loss - E) * Alpha), 1 / Beta);
        return new ComputeOptimum(FlopsPerParameterToken * parameters * tokens, parameters, tokens, loss);
    }

    /// <summary>Tokens with which a size reaches a loss; null where it never does.</summary>
    public double? TokensReaching(double parameters, double loss)
    {
        var left = loss - E - (A * Math.Pow(parameters, -Alpha));
        return left > 0 ? Math.Pow(B / left, 1 / Beta) : null;
    }

    /// <summary>The sizes around the best one whose loss lies within a share of the least loss at that budget.</summary>
    public (double Low, double High) FlatRegion(double flops, double share = 0.01)
    {
        var best = Optimum(flops);
        var limit = best.Loss * (1 + share);
        return (Edge(-1), Edge(1));

        double Edge(int direction)
        {
            double inside = 0;
            var outside = Math.Log(2.0);
            while (AtDistance(outside) < limit && outside < 40)
            {
                (inside, outside) = (outside, outside * 2);
            }

            for (var step = 0; step < 60; step++)
            {
                var middle = (inside + outside) / 2;
                (inside, outside) = AtDistance(middle) < limit ? (middle, outside) : (inside, middle);
            }

            return best.Parameters * Math.Exp(direction * inside);

            double AtDistance(double distance)
            {
                var parameters = best.Parameters * Math.Exp(direction * distance);
                return Loss(parameters, flops / FlopsPerParameterToken / parameters);
            }
        }
    }
}
