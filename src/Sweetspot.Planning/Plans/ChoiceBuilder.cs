namespace Sweetspot.Planning;

/// <summary>Makes of a candidate a choice with all that is told of it.</summary>
internal sealed class ChoiceBuilder(PlanQuestion question, Hardware hardware, PlanSpace space, PlanEvaluator evaluator)
{
    /// <summary>Energy of the building for each joule of the devices.</summary>
    public const double PowerUsageEffectiveness = 1.1;

    public TrainingChoice Of((PlanGenes Genes, PlanPoint Point) plan)
    {
        var (genes, point) = plan;
        var (devices, shape, setup) = (space.Devices[genes.Devices], space.Shapes[genes.Shape], evaluator.Setup(genes));
        var step = TrainingTimeModel.Of(setup);
        var hours = PlanEvaluator.Realised.DeviceHours(step, devices, point.Tokens);
        var seconds = hours.Times(3600.0 / devices);
        return new TrainingChoice
        {
            Shape = shape,
            Parallelism = setup.Parallelism,
            MicroBatch = setup.MicroBatch,
            GlobalBatch = setup.GlobalBatch,
            Recompute = setup.Recompute,
            Point = point,
            Memory = TrainingMemoryModel.Of(setup),
            Step = step,
            Seconds = seconds,
            Usd = question.Price is { } price ? hours.Times(price) : null,
            Joules = hardware.PowerWatts is { } watts ? hours.Times(3600 * watts * PowerUsageEffectiveness) : null,
            IsExtrapolated = question.Law.Runs?.IsBeyond(ScalingLaw.FlopsPerParameterToken * shape.Parameters.Active * point.Tokens) ?? false,
            Loss = question.Law.IntervalOf(law => LossOf(law, shape.Parameters.Active, point.Tokens)),
        };
    }

    private double LossOf(PlanLaw law, double parameters, double tokens) => question.UniqueTokens is { } unique && tokens > unique
        ? law.Repeated.Loss(parameters, tokens, unique)
        : law.Law.Loss(parameters, tokens);
}
