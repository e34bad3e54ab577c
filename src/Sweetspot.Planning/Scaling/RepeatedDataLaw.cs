namespace Sweetspot.Planning;

/// <summary>Loss where data is seen more than once: repeated tokens and excess parameters are worth less and less (Muennighoff et al. 2023, arXiv:2305.16264, eq. 5 and 6).</summary>
/// <param name="Law">The law of fresh data.</param>
/// <param name="RepeatedTokens">R_D*: repetitions at which most of their worth is used up.</param>
/// <param name="ExcessParameters">R_N*: the same of parameters beyond what the unique data asks for.</param>
/// <remarks>It has no term for over-fitting: from about 16 epochs on real losses are worse, for big models much worse.</remarks>
public sealed record RepeatedDataLaw(ScalingLaw Law, double RepeatedTokens, double ExcessParameters)
{
    /// <summary>Epochs beyond which the law was not seen to hold.</summary>
    public const double MostEpochs = 16;

    private double LogG => Math.Log(Law.Alpha * Law.A / (Law.Beta * Law.B)) / (Law.Alpha + Law.Beta);

    /// <summary>Fresh tokens that are worth as much as these.</summary>
    public double EffectiveTokens(double tokens, double uniqueTokens)
    {
        var unique = Math.Min(tokens, uniqueTokens);
        return unique * (1 + Worth(Math.Max((tokens / unique) - 1, 0), RepeatedTokens));
    }

    /// <summary>Parameters that are worth as much as these on so much unique data.</summary>
    public double EffectiveParameters(double parameters, double uniqueTokens)
    {
        var suited = Math.Exp((((Math.Log(uniqueTokens) + LogG) * Law.Beta) / Law.Alpha) + LogG);
        var used = Math.Min(parameters, suited);
        return used * (1 + Worth(Math.Max((parameters / used) - 1, 0), ExcessParameters));
    }

    /// <summary>Expected loss.</summary>
    public double Loss(double parameters, double tokens, double uniqueTokens)
    {
        var unique = Math.Min(tokens, uniqueTokens);
        return Law.Loss(EffectiveParameters(parameters, unique), EffectiveTokens(tokens, unique));
    }

    /// <summary>The best size and tokens for a budget C = 6 N D with so much unique data.</summary>
    public ComputeOptimum Optimum(double flops, double uniqueTokens)
    {
        var centre = Math.Log(Law.Optimum(flops).Parameters);
        var parameters = Math.Exp(MinimumSearch.Find(at => At(Math.Exp(at)), centre - 10, centre + 10));
        return new ComputeOptimum(flops, parameters, flops / ScalingLaw.FlopsPerParameterToken / parameters, At(parameters));

        double At(double size) => Loss(size, flops / ScalingLaw.FlopsPerParameterToken / size, uniqueTokens);
    }

    private static double Worth(double repetitions, double scale) => scale * (1 - Math.Exp(-repetitions / scale));
}
