using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

/// <summary>How many images a second a network classifies.</summary>
public sealed class VisionInferenceTests
{
    [Fact]
    public void Of_Resnet50_IsWithinItsIntervalOfThePublishedThroughput()
    {
        var speed = VisionInference.Of(ModelCatalogue.Find("resnet-50"), HardwareCatalogue.Find("RTX 3090"), NumberFormat.Fp16, 1024).ImagesPerSecond;
        Assert.InRange(3219, speed.Low, speed.High); // timm, 224 pixels, mixed precision
    }

    [Fact]
    public void Of_DepthwiseNetwork_ReachesLittleOfThePeak()
    {
        var device = HardwareCatalogue.Find("RTX 3090");
        double Share(string model)
        {
            var architecture = ModelCatalogue.Find(model);
            return architecture.ForwardFlops(1) * VisionInference.Of(architecture, device, NumberFormat.Fp16, 1024).ImagesPerSecond.Value / device.PeakFlops(NumberFormat.Fp16);
        }

        Assert.InRange(Share("mobilenet-v2"), 0.02, 0.12);
        Assert.InRange(Share("vit-h-14"), 0.6, 0.95);
    }

    [Fact]
    public void Of_LargerBatch_IsSlowerButGivesMoreImages()
    {
        var (model, device) = (ModelCatalogue.Find("vit-b-16"), HardwareCatalogue.Find("H100-SXM-80GB"));
        var (one, many) = (VisionInference.Of(model, device, NumberFormat.Bf16, 1), VisionInference.Of(model, device, NumberFormat.Bf16, 64));
        Assert.True(many.BatchSeconds.Value > one.BatchSeconds.Value);
        Assert.True(many.ImagesPerSecond.Value > 4 * one.ImagesPerSecond.Value);
        Assert.Equal(64 / many.BatchSeconds.Value, many.ImagesPerSecond.Value, 6);
    }

    [Fact]
    public void Of_LanguageModel_IsRefused()
    {
        var error = Assert.Throws<UserInputException>(() => VisionInference.Of(ModelCatalogue.Find("gpt2"), HardwareCatalogue.Find("RTX 3090"), NumberFormat.Fp16, 1));
        Assert.Equal("gpt2: image throughput needs a network of images or a vision transformer, not a decoder.", error.Message);
    }
}
