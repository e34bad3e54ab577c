using Sweetspot.Core;

namespace Sweetspot.Training.Tests;

/// <summary>Training in 16-bit floats.</summary>
public sealed class BFloat16Tests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("family=mlp depth=1 width=32")]
    [InlineData("family=cnn stages=1 channels=8 kernel=3 dense=16")]
    [InlineData("family=cnn block=residual stages=2 channels=8")]
    [InlineData("family=cnn block=separable stages=2 channels=8")]
    public async Task Evaluate_Digits_LearnsAsWellAsIn32Bits(string genes)
    {
        var floats = await EvaluateAsync(genes);
        var halves = await EvaluateAsync($"{genes} precision=bf16");

        Assert.NotEqual(floats.Metrics["loss"].Value, halves.Metrics["loss"].Value);
        Assert.InRange(halves.Metrics["accuracy"].Value - floats.Metrics["accuracy"].Value, -0.06, 0.06); // 288 rows, 4 epochs
        Assert.True(halves.Metrics["accuracy"].Value > 0.8);
    }

    [Theory]
    [InlineData("flags\t\t: fpu sse avx512_bf16 avx512_fp16", true)]
    [InlineData("flags\t\t: fpu amx_bf16", true)]
    [InlineData("Features\t: fp asimd bf16", true)]
    [InlineData("flags\t\t: fpu sse avx512f", false)]
    [InlineData("model name\t: avx512_bf16", false)]
    public void SaysBFloat16_LineOfCpuinfo_LooksAtTheFlags(string line, bool expected) => Assert.Equal(expected, CpuFeatures.SaysBFloat16([line]));

    private static async Task<Evaluation.Completed> EvaluateAsync(string genes)
    {
        var candidate = new Candidate(genes.Split(' ').Select(gene => gene.Split('=')).Select(pair => KeyValuePair.Create(
            pair[0], int.TryParse(pair[1], out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1]))));
        var evaluator = Make.Evaluator(DatasetLoader.Load(new Planning.TaskSpec { Preset = "digits" }, "."), new TrainingOptions { StudySeed = 1 });
        return Assert.IsType<Evaluation.Completed>(await evaluator.EvaluateAsync(new TrialRequest(candidate, new Fidelity(6), 1), Token));
    }
}
