namespace Sweetspot.Planning;

/// <summary>The terms of networks that only data parallelism splits: of images, of numbers, of categories.</summary>
internal static class SimpleMemory
{
    /// <summary>Of a network of images: each layer keeps the map that it gives, before its norm and after its activation.</summary>
    public static TrainingMemoryTerms Of(ConvolutionalArchitecture network, TrainingSetup setup)
    {
        var (bytes, batch) = (setup.Kept.Bytes, (double)setup.MicroBatch);
        var image = network.Products[0].Inputs;
        return Whole(network.Parameters.Total, bytes * batch * ((2 * network.Products.Sum(product => product.Outputs)) + image), network.Products[^1].Outputs, setup);
    }

    /// <summary>Of fully connected layers: units before and after each activation, and the input.</summary>
    public static TrainingMemoryTerms Of(MlpArchitecture mlp, TrainingSetup setup) =>
        Whole(mlp.Parameters.Total, setup.Kept.Bytes * setup.MicroBatch * (mlp.Sizes[0] + (2.0 * mlp.Sizes.Skip(1).SkipLast(1).Sum(size => (double)size))), mlp.Sizes[^1], setup);

    /// <summary>
    /// Of a recommender: the rows that an example looks up, what crosses, pairs and layers give. Tables keep all their moments; their gradients are of touched rows alone.
    /// </summary>
    public static TrainingMemoryTerms Of(RecommenderArchitecture model, TrainingSetup setup)
    {
        var wide = (double)model.Fields * model.Size;
        var vectors = model.Fields + (model.Bottom.IsEmpty ? 0 : 1);
        var pairs = model.Interaction is Interaction.InnerProduct or Interaction.Dot ? vectors * (vectors - 1) / 2.0 : 0;
        var crosses = model.Interaction is Interaction.CrossVector or Interaction.CrossMatrix ? 2 * wide * model.CrossLayers : 0;
        var perUnit = model.HasBatchNorm ? 3 : 2;
        var units = perUnit * (model.Hidden.Sum(size => (double)size) + model.Bottom.Skip(1).Sum(size => (double)size));
        var looked = wide + (model.HasLinear ? model.Fields : 0);
        return Whole(model.Parameters.Total - model.EmbeddingParameters, setup.Kept.Bytes * setup.MicroBatch * (looked + pairs + crosses + units), 1, setup) with
        {
            FirstParameters = model.EmbeddingParameters,
            TableParameters = model.EmbeddingParameters,
            TableRows = model.Rows,
            TouchedParameters = setup.MicroBatch * looked,
        };
    }

    private static TrainingMemoryTerms Whole(double parameters, double activations, double outputs, TrainingSetup setup) => setup.Recompute == Recompute.None
        ? new TrainingMemoryTerms
        {
            Layers = 1,
            LayerParameters = parameters,
            LargestLayer = parameters,
            LargestDense = parameters,
            Activations = activations,
            Logits = setup.MicroBatch * outputs * (4 + setup.Kept.Bytes),
            Expert = 1,
            Context = 1,
        }
        : throw new ArgumentException($"{setup.Architecture.Name}: recomputation is worked out for transformers only.", nameof(setup));
}
