namespace Sweetspot.Planning;

/// <summary>Sums over the layers of a transformer, of one micro-batch on one device.</summary>
internal readonly record struct LayerTotals(int Layers, double Parameters, double Experts, double Largest, double LargestDense, double Saved, double Working, double Keys)
{
    /// <summary>Of its blocks of layers.</summary>
    public static LayerTotals Of(IReadOnlyList<LayerShape> blocks, double width, double tokens, double keys, TrainingSetup setup)
    {
        var (parallel, sum) = (setup.Parallelism, default(LayerTotals));
        foreach (var block in blocks)
        {
            var (dense, experts) = OnOneDevice(block, width, parallel);
            var kept = LayerActivations.Of(block, width, keys, parallel.Tensor, setup.Kept);
            var whole = kept.Whole / (parallel.SequenceParallel ? parallel.Tensor : 1);
            var scores = setup.Recompute == Recompute.None ? kept.Scores : 0;
            var all = tokens * (whole + kept.Split + scores);
            var saved = setup.Recompute == Recompute.Full ? tokens * setup.Kept.Bytes * width / (parallel.SequenceParallel ? parallel.Tensor : 1) : all;
            sum = new LayerTotals(
                sum.Layers + block.Layers, sum.Parameters + (block.Layers * dense), sum.Experts + (block.Layers * experts), Math.Max(sum.Largest, dense + experts), Math.Max(sum.LargestDense, dense),
                sum.Saved + (block.Layers * saved), Math.Max(sum.Working, setup.Recompute == Recompute.None ? 0 : tokens * Again(setup.Recompute, kept, whole)),
                Math.Max(sum.Keys, parallel.Context == 1 ? 0 : 2 * setup.MicroBatch * keys * block.Attention.KeysAndValues(parallel.Tensor) * setup.Kept.Bytes));
        }

        return sum;
    }

    /// <summary>The terms without the ends.</summary>
    /// <param name="boundary">Bytes of one layer's output, whole.</param>
    /// <param name="setup">How it is split.</param>
    public TrainingMemoryTerms Terms(double boundary, TrainingSetup setup) => new()
    {
        Layers = Layers,
        LayerParameters = Parameters,
        ExpertParameters = Experts,
        LargestLayer = Largest,
        LargestDense = LargestDense,
        Activations = Saved,
        WorkingSet = Working,
        Boundary = setup.Parallelism.SequenceParallel ? boundary / setup.Parallelism.Tensor : boundary,
        Gathered = (setup.Parallelism is { SequenceParallel: true, Tensor: > 1 } ? boundary : 0) + Keys,
        Expert = setup.Parallelism.Expert,
        Context = setup.Parallelism.Context,
    };

    /// <summary>What is worked out again and is there for one layer at a time: all of it, or the scores.</summary>
    private static double Again(Recompute recompute, LayerActivations kept, double whole) => recompute == Recompute.Full ? whole + kept.Split + kept.Scores : kept.Scores;

    /// <summary>Matrices are split by tensor parallelism, norms are not; experts are split by expert parallelism too.</summary>
    private static (double Dense, double Experts) OnOneDevice(LayerShape block, double width, Parallelism parallel)
    {
        var (one, wide) = (block with { Layers = 1 }, (long)width);
        var all = one.Weights(wide).Where(group => group.Part != "norms").Sum(group => (double)group.Count);
        var norms = block.Norms * block.Norm.Numbers(wide);
        var experts = block.Mixture is { } mixture ? (double)mixture.Experts * (mixture.Expert.Matrices(wide) + mixture.Expert.Biases(wide)) : 0;
        return (((all - experts) / parallel.Tensor) + norms, experts / parallel.Tensor / parallel.Expert);
    }
}
