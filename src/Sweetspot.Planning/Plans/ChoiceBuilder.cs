namespace Sweetspot.Planning;

/// <summary>Makes of a candidate a choice with all that is told of it, once of each: a size on the front is told of again among all sizes.</summary>
internal sealed class ChoiceBuilder(PlanQuestion question, Hardware hardware, PlanSpace space, PlanEvaluator evaluator)
{
    private const double JoulesPerKilowattHour = 3.6e6;
    private readonly Dictionary<PlanGenes, TrainingChoice> _made = [];

    public TrainingChoice Of((PlanGenes Genes, PlanPoint Point) plan) =>
        _made.TryGetValue(plan.Genes, out var choice) ? choice : _made[plan.Genes] = Make(plan);

    private TrainingChoice Make((PlanGenes Genes, PlanPoint Point) plan)
    {
        var (genes, point) = plan;
        var (devices, shape, setup) = (space.Devices[genes.Devices], space.Shapes[genes.Shape], evaluator.Setup(genes));
        var step = TrainingTimeModel.Of(setup);
        var hours = PlanEvaluator.Realised.DeviceHours(step, devices, point.Tokens);
        var seconds = hours.Times(3600.0 / devices);
        var (loss, runLoss) = question.Law.IntervalsOf(law => law.Loss(shape.Parameters.Active, point.Tokens, question.UniqueTokens));
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
            Usd = Money.Usd(hardware, hours, question.UsdPerHour),
            Joules = Energy.KilowattHours(hardware, hours)?.Times(JoulesPerKilowattHour),
            IsExtrapolated = question.Law.Runs?.IsBeyond(ScalingLaw.FlopsPerParameterToken * shape.Parameters.Active * point.Tokens) ?? false,
            Loss = loss,
            RunLoss = runLoss,
        };
    }
}
