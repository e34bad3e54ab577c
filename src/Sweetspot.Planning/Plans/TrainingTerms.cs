namespace Sweetspot.Planning;

/// <summary>One pass of a shape on devices that share its matrices.</summary>
internal readonly record struct StepSetup(TransformerArchitecture Shape, int Tensor, int MicroBatch, bool IsRecomputed, int Context, NumberFormat Format);

/// <summary>What of a training's memory and time does not depend on pipeline, replicas and sharing.</summary>
internal readonly record struct TrainingTerms(double Parameters, double Activations, double Logits, double PassSeconds, double PerPass, double Network, int Layers)
{
    public static TrainingTerms Of(StepSetup setup, Hardware hardware)
    {
        var totals = setup.Shape.Parameters;
        var tokens = (double)setup.MicroBatch * setup.Context;
        var layers = DecoderShapes.Layers(setup.Shape);
        var rows = tokens / (tokens + 2048);
        var width = (double)setup.Shape.Width / setup.Tensor;
        var rate = hardware.PeakFlops(hardware.ComputeFormat(setup.Format)) * 0.62 * rows * width / (width + 160);
        var flops = setup.Shape.ForwardFlops(setup.Context) * tokens * (setup.IsRecomputed ? 4 : 3);
        var collective = setup.Tensor == 1 ? 0 : 4 * layers * 2 * (setup.Tensor - 1.0) / setup.Tensor * tokens * setup.Shape.Width * 2 / (0.6 * Math.Max(1, hardware.LinkBandwidth));
        return new TrainingTerms(
            totals.Total / (double)setup.Tensor, (setup.IsRecomputed ? 2 : 34) * tokens * setup.Shape.Width * layers / setup.Tensor, 6 * tokens * setup.Shape.Vocabulary / setup.Tensor,
            (flops / setup.Tensor / rate) + collective, layers * 20e-6, hardware.NetworkBandwidth, layers);
    }

    public double Bytes(int pipeline, int data, int zero, int microBatches)
    {
        var own = Parameters / pipeline;
        double Shared(double bytes, int from) => zero >= from ? bytes / data : bytes;
        return (own * (Shared(2, 3) + Shared(2, 2) + Shared(12, 1))) + (Activations / pipeline * Math.Min(pipeline, microBatches)) + Logits;
    }

    public double StepSeconds(int pipeline, int data, int zero, int microBatches)
    {
        var stage = (PassSeconds * ((Layers + pipeline - 1) / pipeline) / Layers) + (PerPass / pipeline);
        var exchange = data == 1 ? 0 : 2 * Parameters / pipeline * 2 * (zero == 3 ? 1.5 * microBatches : 1) / Math.Max(1, Network);
        return ((microBatches + pipeline - 1) * stage) + Math.Max(0, exchange - (0.8 * microBatches * stage));
    }
}
