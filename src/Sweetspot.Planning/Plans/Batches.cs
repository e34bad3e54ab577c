namespace Sweetspot.Planning;

/// <summary>How many sequences make a step.</summary>
public static class Batches
{
    private const double UsualUtilization = 0.4;
    private const double Least = 32768;
    private const double Most = 33554432;

    /// <summary>Sequences of a step: as asked, or by a published rule, rounded to a power of two.</summary>
    /// <remarks>Tokens of a step = 0.2920 C^0.3271 (DeepSeek-AI 2024, arXiv:2401.02954, eq. 1), with C the FLOPs that may be spent.</remarks>
    public static int Sequences(PlanQuestion question, Hardware hardware)
    {
        var tokens = question.BatchTokens ?? Math.Pow(2, Math.Round(Math.Log2(Math.Clamp(0.2920 * Math.Pow(Flops(question, hardware), 0.3271), Least, Most))));
        return (int)Math.Max(1, Math.Round(tokens / question.Context));
    }

    /// <summary>FLOPs of training that a question may spend, roughly: devices are taken to reach 0.4 of their peak.</summary>
    public static double Flops(PlanQuestion question, Hardware hardware)
    {
        var perSecond = UsualUtilization * hardware.PeakFlops(hardware.ComputeFormat(question.Format));
        var least = question.Flops ?? double.PositiveInfinity;
        least = Math.Min(least, question.DeviceHours * 3600 * perSecond ?? double.PositiveInfinity);
        least = Math.Min(least, question.Usd / question.Price * 3600 * perSecond ?? double.PositiveInfinity);
        least = Math.Min(least, question.Devices is { } devices ? devices * question.MostSeconds * perSecond : double.PositiveInfinity);
        if (question.Model is { } model && question.Tokens is { } asked)
        {
            least = Math.Min(least, ScalingLaw.FlopsPerParameterToken * model.Parameters.Active * asked);
        }
        else if (question.TargetLoss is { } loss && new TargetProblem(question.Law, loss, question.UniqueTokens, question.MostEpochs, 0).Best() is { } cheapest)
        {
            least = Math.Min(least, cheapest.Flops);
        }

        return double.IsInfinity(least) ? 1e22 : least;
    }
}
