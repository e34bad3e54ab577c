namespace Sweetspot.Planning;

/// <summary>The terms of transformers over tokens and over patches of images.</summary>
internal static class TransformerMemory
{
    /// <summary>Of a decoder, an encoder or both. Source and target of an encoder-decoder have the context's tokens each.</summary>
    public static TrainingMemoryTerms Of(TransformerArchitecture model, TrainingSetup setup)
    {
        var (parallel, bytes) = (setup.Parallelism, setup.Kept.Bytes);
        var tokens = (double)setup.MicroBatch * setup.Context / parallel.Context;
        var totals = LayerTotals.Of([.. model.Encoder, .. model.Decoder], model.Width, tokens, setup.Context, setup);
        var groups = model.Groups();
        var split = groups.Where(group => group.Part is "token embedding" or "output" or "embedding projections").ToDictionary(group => group.Part, group => (double)group.Count / parallel.Tensor);
        var whole = groups.Where(group => group.Part is "positions" or "relative positions").Sum(group => (double)group.Count);
        var end = groups.Where(group => group.Part is "outer norms" or "pooler").Sum(group => (double)group.Count);
        var columns = model.HasHead ? (double)model.Vocabulary / parallel.Tensor : 0;
        return totals.Terms(model.Width * tokens * bytes, setup) with
        {
            FirstParameters = split.GetValueOrDefault("token embedding") + split.GetValueOrDefault("embedding projections") + whole,
            LastParameters = split.GetValueOrDefault("output") + end,
            TiedParameters = model.HasHead && model.IsTied ? split.GetValueOrDefault("token embedding") : 0,
            Logits = tokens * columns * (4 + bytes),
        };
    }

    /// <summary>Of a vision transformer: an image is a sequence of its patches.</summary>
    public static TrainingMemoryTerms Of(VitArchitecture model, TrainingSetup setup)
    {
        var (parallel, bytes) = (setup.Parallelism, setup.Kept.Bytes);
        var tokens = (double)setup.MicroBatch * model.Tokens / parallel.Context;
        var groups = model.Groups().ToLookup(group => group.Part, group => (double)group.Count);
        return LayerTotals.Of([model.Block], model.Width, tokens, model.Tokens, setup).Terms(model.Width * tokens * bytes, setup) with
        {
            FirstParameters = groups["patches"].Sum() + groups["class token and positions"].Sum(),
            LastParameters = groups["outer norms"].Sum() + groups["pooler"].Sum() + groups["output"].Sum(),
            FirstActivations = bytes * setup.MicroBatch * model.Channels * model.Image * model.Image,
            Logits = (double)setup.MicroBatch * model.Classes * (4 + bytes),
        };
    }
}
