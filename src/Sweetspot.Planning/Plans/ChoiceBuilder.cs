namespace Sweetspot.Planning;

/// <summary>Makes of a candidate a choice with all that is told of it.</summary>
internal sealed class ChoiceBuilder(PlanQuestion question, Hardware hardware, PlanSpace space, PlanEvaluator evaluator)
{
    /// <summary>Energy of the building for each joule of the devices.</summary>
    public const double PowerUsageEffectiveness = 1.1;

    private const double Spread = 0.2;

    public TrainingChoice Of((PlanGenes Genes, PlanPoint Point) plan)
    {
        var (genes, point) = plan;
        var (tensor, pipeline, devices) = (space.Tensors[genes.Tensor], space.Pipelines[genes.Pipeline], space.Devices[genes.Devices]);
        var (data, micro, shape) = (devices / tensor / pipeline, space.MicroBatches[genes.Micro], space.Shapes[genes.Shape]);
        var microBatches = (evaluator.BatchSequences + (data * micro) - 1) / (data * micro);
        var speed = Estimate.Within(point.TokensPerSecond, Spread, EstimateKind.Formula, "roofline");
        var seconds = speed.Per(point.Tokens);
        var perSecond = shape.TrainingFlops(question.Context);
        return new TrainingChoice
        {
            Shape = shape,
            Parallelism = new Parallelism { Tensor = tensor, Pipeline = pipeline, Data = data, ZeroStage = genes.Zero, SequenceParallel = tensor > 1 },
            MicroBatch = micro,
            GlobalBatch = data * micro * microBatches,
            Recompute = genes.Recompute == 1 ? Recompute.Full : Recompute.None,
            Point = point,
            TokensPerSecond = speed,
            Seconds = seconds,
            Usd = question.Price is { } price ? seconds.Times(devices * price / 3600) : null,
            Joules = hardware.PowerWatts is { } watts ? seconds.Times(devices * watts * PowerUsageEffectiveness) : null,
            ModelFlopsUtilization = point.TokensPerSecond * perSecond / (devices * hardware.PeakFlops(hardware.ComputeFormat(question.Format))),
            IsExtrapolated = question.Law.Runs?.IsBeyond(ScalingLaw.FlopsPerParameterToken * shape.Parameters.Active * point.Tokens) ?? false,
            Loss = question.Law.IntervalOf(law => LossOf(law, shape.Parameters.Total, point.Tokens)),
        };
    }

    private double LossOf(PlanLaw law, double parameters, double tokens) => question.UniqueTokens is { } unique && tokens > unique
        ? law.Repeated.Loss(parameters, tokens, unique)
        : law.Law.Loss(parameters, tokens);
}
