namespace Sweetspot.Planning;

/// <summary>Memory of a training from its sizes: nothing in it is fitted.</summary>
/// <remarks>
/// Two calls for one answer. <see cref="TermsOf"/> walks an architecture and is worth keeping: it allocates, and takes microseconds to milliseconds.
/// <see cref="Of(in TrainingMemoryTerms, in TrainingPlan)"/> is some dozens of multiplications for each candidate plan. <see cref="Of(TrainingSetup)"/> does both.
/// </remarks>
public static class TrainingMemoryModel
{
    /// <summary>Bytes on the fullest device.</summary>
    public static TrainingMemoryParts Of(TrainingSetup setup) => Of(TermsOf(setup), setup.Plan);

    /// <summary>Of one device with mixed-precision Adam, fused kernels and no recomputation.</summary>
    /// <param name="architecture">The model.</param>
    /// <param name="context">Tokens of a sequence; of images and examples it is not used.</param>
    /// <param name="batch">Sequences, images or examples of a micro-batch.</param>
    public static TrainingMemoryParts OnOneDevice(Architecture architecture, long context, int batch) => Of(new TrainingSetup
    {
        Architecture = architecture,
        Hardware = HardwareCatalogue.All[0], // bytes do not depend on it
        MicroBatch = batch,
        GlobalBatch = batch,
        Context = context,
    });

    /// <summary>What does not depend on pipeline, data parallelism, ZeRO and optimizer.</summary>
    /// <exception cref="ArgumentException">The architecture cannot be split so.</exception>
    public static TrainingMemoryTerms TermsOf(TrainingSetup setup) => setup.Architecture switch
    {
        TransformerArchitecture transformer => TransformerMemory.Of(transformer, setup),
        VitArchitecture vit => TransformerMemory.Of(vit, setup),
        ConvolutionalArchitecture or MlpArchitecture or RecommenderArchitecture when setup.Parallelism is not { Tensor: 1, Pipeline: 1, Context: 1, Expert: 1 } =>
            throw new ArgumentException($"{setup.Architecture.Name}: only transformers are split by tensor, pipeline, context or expert parallelism here; use data parallelism.", nameof(setup)),
        ConvolutionalArchitecture network => SimpleMemory.Of(network, setup),
        MlpArchitecture mlp => SimpleMemory.Of(mlp, setup),
        RecommenderArchitecture recommender => SimpleMemory.Of(recommender, setup),
        _ => throw new ArgumentException($"No memory model for {setup.Architecture.Kind}.", nameof(setup)),
    };

    /// <summary>Bytes on the fullest device: the first stage of a pipeline, which has most micro-batches in flight, or the last, which has the output.</summary>
    public static TrainingMemoryParts Of(in TrainingMemoryTerms terms, in TrainingPlan plan)
    {
        var first = Stage(terms, plan, isFirst: true, isLast: plan.Pipeline == 1);
        if (plan.Pipeline == 1)
        {
            return first;
        }

        var last = Stage(terms, plan, isFirst: false, isLast: true);
        return last.Total > first.Total ? last : first;
    }

    /// <summary>Micro-batches that a first stage has in flight: as many as stages (1F1B), with chunks of layers interleaved p + (p − 1) / v (arXiv 2205.05198, §4.2.3).</summary>
    public static double InFlight(int pipeline, int virtualStages, int microBatches) =>
        Math.Min(microBatches, virtualStages > 1 ? pipeline + ((pipeline - 1.0) / virtualStages) : pipeline);

    private static TrainingMemoryParts Stage(in TrainingMemoryTerms terms, in TrainingPlan plan, bool isFirst, bool isLast)
    {
        var share = terms.Layers == 0 ? 0 : (double)((terms.Layers + plan.Pipeline - 1) / plan.Pipeline) / terms.Layers;
        var ends = (isFirst ? terms.FirstParameters : terms.TiedParameters) + (isLast ? terms.LastParameters : 0);
        var dense = (share * terms.LayerParameters) + ends - (isFirst ? terms.TableParameters : 0);
        var experts = share * terms.ExpertParameters;
        var shards = (double)plan.Data * terms.Context;
        var kept = OptimizerBytes.Of(plan.Optimizer);
        var (each, ofExpert) = (kept.Shared(plan.ZeroStage, shards), kept.Shared(plan.ZeroStage, Math.Max(1, shards / terms.Expert)));
        var tables = Tables(terms, plan, each, isFirst);

        var inFlight = isFirst ? InFlight(plan.Pipeline, plan.VirtualStages, plan.MicroBatches) : 1;
        return new TrainingMemoryParts(
            (dense * each.Weights) + (experts * ofExpert.Weights) + tables.Weights,
            (dense * each.Gradients) + (experts * ofExpert.Gradients) + tables.Gradients,
            (dense * each.State) + (experts * ofExpert.State) + tables.State,
            (inFlight * share * terms.Activations) + (isFirst ? inFlight * terms.FirstActivations : 0),
            isLast ? terms.Logits : 0,
            Buffers(terms, plan, kept, ends));
    }

    /// <summary>Tables of categories: weights and moments of all rows, gradients of touched rows.</summary>
    private static OptimizerBytes Tables(in TrainingMemoryTerms terms, in TrainingPlan plan, OptimizerBytes each, bool isFirst) => isFirst && terms.TableParameters > 0
        ? new OptimizerBytes(
            each.Weights * terms.TableParameters,
            each.Gradients * Math.Min(terms.TableParameters, terms.TouchedParameters),
            plan.Optimizer == OptimizerKind.RowwiseAdagrad ? each.State / 2 * terms.TableRows : each.State * terms.TableParameters)
        : default;

    /// <summary>
    /// ZeRO 3 has this layer and the next gathered, and the ends all the time; ZeRO 2 and 3 have one layer's gradients before they are shared out. Experts that no other replica
    /// holds are whole on their device: nothing of them is gathered or shared out.
    /// </summary>
    private static double Buffers(in TrainingMemoryTerms terms, in TrainingPlan plan, OptimizerBytes kept, double ends)
    {
        var shards = plan.Data * terms.Context;
        var (isShared, layer) = (shards > 1, shards > terms.Expert ? terms.LargestLayer : terms.LargestDense);
        var gathered = isShared && plan.ZeroStage >= 3 ? kept.Weights * ((2 * layer) + ends) : 0;
        var gradients = isShared && plan.ZeroStage >= 2 ? kept.Gradients * layer : 0;
        return gathered + gradients + terms.WorkingSet + terms.Gathered + (plan.Pipeline > 1 ? 2 * terms.Boundary : 0);
    }
}
