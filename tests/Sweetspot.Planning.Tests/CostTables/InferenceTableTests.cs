using Sweetspot.Benchmarks;
using Sweetspot.TestKit;

namespace Sweetspot.Planning.Tests;

/// <summary>Inference against measured tables.</summary>
public sealed class InferenceTableTests
{
    [Fact]
    public void Judge_RowsThatAreNotKnown_AreSkippedWithTheReason()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.csv"), """
            kind,model,weight_precision,hardware,tp,pp,batch_or_concurrency,prompt_len,gen_len,metric,value,ttft_ms,tpot_ms,images_per_s,framework
            llm_decode,Llama-3-8B,F16,RTX 4090,1,1,1,,512,decode_tokens_per_s,54.8,,18.23,,llama.cpp
            llm_decode,Llama-3-8B,F16,Z9000,1,1,1,,512,decode_tokens_per_s,54.8,,18.23,,llama.cpp
            llm_decode,Nobody-8B,F16,RTX 4090,1,1,1,,512,decode_tokens_per_s,54.8,,18.23,,llama.cpp
            llm_decode,Llama-3-8B,Q9_9,RTX 4090,1,1,1,,512,decode_tokens_per_s,54.8,,18.23,,llama.cpp
            llm_prefill,Llama-3-8B,F16,RTX 4090,1,1,1,,,prefill_tokens_per_s,9000,,,,llama.cpp
            vision_infer,resnet50,amp_fp16,RTX 3090,,,1024,,,images_per_s,3219,,,3219,timm
            llm_serving,Llama-3-8B,fp8,H100-SXM-80GB,1,1,8,1024,256,tpot_ms,,,,,vllm
            """);
        var output = new StringWriter();

        var code = Benchmarks.CostTables.Run([folder.File("a.csv")], output);

        Assert.Equal(0, code);
        var text = output.ToString();
        Assert.Contains("7 rows of inference", text, StringComparison.Ordinal);
        Assert.Contains("skipped 1: device \"Z9000\" is not in the catalogue (line 3)", text, StringComparison.Ordinal);
        Assert.Contains("skipped 1: model \"Nobody-8B\" is not in the catalogue (line 4)", text, StringComparison.Ordinal);
        Assert.Contains("skipped 1: weights \"Q9_9\" are not known (line 5)", text, StringComparison.Ordinal);
        Assert.Contains("skipped 1: length of the prompt is not stated (line 6)", text, StringComparison.Ordinal);
        Assert.Contains("skipped 1: the measured number is missing (line 8)", text, StringComparison.Ordinal);
        Assert.Contains("decode, batch 1, constants as shipped", text, StringComparison.Ordinal);
        Assert.Contains("images a second, constants as shipped", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    /// <summary>The constants in the code are the fit of all rows; decoding on devices left out is as near as the stated spread says.</summary>
    [Fact]
    public void Decode_DeviceLeftOut_IsWithinTheStatedSpread()
    {
        var (targets, _, _) = InferenceTable.Read(ModelTable.Read(SharedData.File("cost", "inference.csv")));
        var local = targets.Where(target => target.Row.Engine == ServingEngine.Local).ToArray();

        var fit = ServingFit.Fit(local, ServingEngine.Local).Local;
        var judged = LeftOut.Judge(
            [.. local.Where(target => target.Kind == ServingTarget.LocalDecode)], target => target.Group, rows => ServingFit.Fit(rows, ServingEngine.Local),
            (target, constants) => new JudgedRow(target.Group, target.Predicted(constants), target.Seen));

        Assert.Equal(1, ServingConstants.Shipped.Local.GpuBandwidth / fit.GpuBandwidth, 0.01);
        Assert.Equal(1, ServingConstants.Shipped.Local.LayerSeconds / fit.LayerSeconds, 0.02);
        Assert.Equal(1, ServingConstants.Shipped.Local.ApplePackedFlops / fit.ApplePackedFlops, 0.02);
        Assert.True(judged.Average(row => row.Error) < 0.11, $"{judged.Average(row => row.Error):0.000}");
        Assert.InRange(judged.Count(row => row.Error < 0.2) / (double)judged.Count, 0.8, 0.95);
    }
}
