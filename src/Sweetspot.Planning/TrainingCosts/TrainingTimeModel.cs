namespace Sweetspot.Planning;

/// <summary>Time of a training step: each operator at the slower of computing and reading, plus exchange that nothing hides, bubble and waiting.</summary>
/// <remarks>
/// Two calls for one answer. <see cref="TermsOf(TrainingSetup)"/> walks an architecture and is worth keeping: it allocates.
/// <see cref="Of(in TrainingTimeTerms, in TrainingPlan)"/> is some dozens of operations for each candidate plan and allocates nothing. <see cref="Of(TrainingSetup)"/> does both.
/// </remarks>
public static class TrainingTimeModel
{
    private const string SeenBasis = "operators at shares set on published trainings of A100, H100, B200 and GB200/GB300";
    private const string UnseenBasis = "the same operators and shares on a device of which no training set them";

    /// <summary>A step of a training.</summary>
    public static TrainingStep Of(TrainingSetup setup) => Of(TermsOf(setup), setup.Plan);

    /// <summary>The same with constants of one's own.</summary>
    public static TrainingStep Of(TrainingSetup setup, TrainingConstants constants) => Of(TermsOf(setup, constants), setup.Plan);

    /// <summary>What does not depend on pipeline, data parallelism, ZeRO and optimizer, with the shipped constants.</summary>
    /// <exception cref="ArgumentException">The architecture cannot be split so.</exception>
    public static TrainingTimeTerms TermsOf(TrainingSetup setup) => TermsOf(setup, TrainingConstants.Shipped);

    /// <inheritdoc cref="TermsOf(TrainingSetup)"/>
    public static TrainingTimeTerms TermsOf(TrainingSetup setup, TrainingConstants constants) =>
        new OperatorTimes(setup, constants, TrainingMemoryModel.TermsOf(setup)).Terms(ModelFlops(setup));

    /// <summary>The same terms with other constants: what no constant changes is taken over.</summary>
    internal static TrainingTimeTerms TermsOf(TrainingSetup setup, TrainingConstants constants, in TrainingTimeTerms like) =>
        new OperatorTimes(setup, constants, like.Sizes).Terms(like.ModelFlops);

    /// <summary>Idle time of a pipeline over the ideal time of its micro-batches: (p − 1) / (m · v) (arXiv 2104.04473, §2.2).</summary>
    public static double Bubble(int pipeline, int virtualStages, double microBatches) => (pipeline - 1) / (microBatches * virtualStages);

    /// <summary>A step of one plan.</summary>
    public static TrainingStep Of(in TrainingTimeTerms terms, in TrainingPlan plan)
    {
        var (constants, sizes) = (terms.Constants, terms.Sizes);
        var layers = terms.Compute + terms.MemoryBound + terms.Exchange + terms.Other;
        var stage = Stage(layers, terms.Ends, sizes.Layers, plan.Pipeline);
        var busy = plan.MicroBatches * stage;
        var bubble = plan.Pipeline == 1 ? 0 : (stage * (plan.Pipeline - 1) / plan.VirtualStages) + (terms.Send * (2 * (plan.Pipeline - 1)));
        var exposed = Exposed(terms, plan, busy + bubble, stage);
        var optimizer = Optimizer(terms, plan);

        var devices = (double)terms.Tensor * plan.Pipeline * plan.Data * sizes.Context;
        var nodes = devices / terms.PerNode;
        var waiting = nodes > 1 ? constants.StragglerShare * Math.Log2(nodes) * (busy + bubble + exposed + optimizer) : 0;
        var total = busy + bubble + exposed + optimizer + waiting;
        var batches = (double)plan.MicroBatches * plan.Data;

        var part = busy / (layers + terms.Ends); // of the slowest stage, in the proportions of the whole
        return new TrainingStep(
            part * (terms.Compute + terms.Ends), (part * terms.MemoryBound) + optimizer, part * terms.Exchange, bubble, exposed, (part * terms.Other) + waiting,
            Estimate.Within(batches * terms.Units / total, terms.Spread, terms.IsSeen ? EstimateKind.Interpolated : EstimateKind.Formula, terms.IsSeen ? SeenBasis : UnseenBasis),
            Utilization.Of(batches / total, terms.ModelFlops, devices, terms.Peak),
            Utilization.Of(batches / total, terms.HardwareFlops, devices, terms.Peak));
    }

    private static double ModelFlops(TrainingSetup setup) => Units(setup) * setup.Architecture.TrainingFlops(Math.Max(1, setup.Context), isCausal: false);

    /// <summary>Tokens, images or examples of one micro-batch; of an encoder-decoder, tokens of source and target.</summary>
    internal static double Units(TrainingSetup setup) =>
        setup.MicroBatch * (setup.Architecture.Unit == "token" ? setup.Context * (setup.Architecture.Kind == "encoder-decoder" ? 2.0 : 1) : 1);

    /// <summary>Seconds of the slowest stage for one micro-batch, when the last has fewer layers to make room for the output.</summary>
    private static double Stage(double layers, double ends, int count, int pipeline)
    {
        if (pipeline == 1)
        {
            return layers + ends;
        }

        var (layer, most) = (layers / count, (count + pipeline - 1) / pipeline);
        var best = double.PositiveInfinity;
        for (var last = most; last >= Math.Max(0, most - 2); last--)
        {
            var others = (count - last + pipeline - 2) / (pipeline - 1);
            best = Math.Min(best, Math.Max(others * layer, (last * layer) + ends));
        }

        return best;
    }

    /// <summary>Exchange of gradients, and under ZeRO 3 of weights in each micro-batch, beyond what computing hides.</summary>
    private static double Exposed(in TrainingTimeTerms terms, in TrainingPlan plan, double computing, double stage)
    {
        var (sizes, shared) = (terms.Sizes, plan.Data * terms.Sizes.Context);
        if (shared <= 1)
        {
            return 0;
        }

        var experts = Math.Max(1, (double)shared / sizes.Expert);
        var whole = ((sizes.LayerParameters + sizes.FirstParameters - sizes.TableParameters + sizes.LastParameters) * (shared - 1) / shared) + (sizes.ExpertParameters * (experts - 1) / experts);
        var isInNode = (long)shared * terms.Tensor <= terms.PerNode;
        var pass = 2 * whole / plan.Pipeline / (isInNode ? terms.LinkRate : terms.NetworkRate); // 16-bit numbers, once around
        var (passes, under) = plan.ZeroStage >= 3 ? ((2 * plan.MicroBatches) + 1, computing) : (2, 0.6 * stage);
        return Blend(passes * pass, under, terms.Constants.Overlap) - under;
    }

    private static double Blend(double one, double other, double power)
    {
        var (small, large) = one < other ? (one, other) : (other, one);
        return large == 0 ? 0 : large * Math.Pow(1 + Math.Pow(small / large, power), 1 / power);
    }

    /// <summary>State is read and written once, gradients and weights too. A device shares its experts with fewer replicas than the rest: those that hold the same ones.</summary>
    private static double Optimizer(in TrainingTimeTerms terms, in TrainingPlan plan)
    {
        var (sizes, bytes) = (terms.Sizes, OptimizerBytes.Of(plan.Optimizer));
        var shared = plan.ZeroStage >= 1 ? (double)plan.Data * sizes.Context : 1;
        var dense = (sizes.LayerParameters / plan.Pipeline) + Math.Max(sizes.FirstParameters - sizes.TableParameters, sizes.LastParameters) + sizes.TouchedParameters;
        var parameters = (dense / shared) + (sizes.ExpertParameters / plan.Pipeline / Math.Max(1, shared / sizes.Expert));
        return parameters * ((2 * bytes.State) + bytes.Gradients + bytes.Weights) / terms.MemoryRate;
    }
}
