using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Device hours and FLOPs of whole trainings.</summary>
internal static class TrainingHours
{
    private const int UsualDevices = 512;
    private const double TokensOfAStep = 4e6;
    private const double MemoryShare = 0.9;
    private const int RowsOfOneConstant = 5;
    private static readonly int[] Tensors = [1, 2, 4, 8];
    private static readonly int[] Pipelines = [1, 4, 8, 16];
    private static readonly int[] Micros = [1, 2, 4, 8, 16];
    private static readonly int[] Experts = [8, 32, 64];
    private static readonly int[] Zeros = [1, 3];
    private static readonly Recompute[] Ways = [Recompute.None, Recompute.Full];

    /// <summary>Hours at the modelled speed, times what published runs took beyond it, set on the other runs.</summary>
    public static IEnumerable<CostReport> Judge(IReadOnlyList<ModelRow> rows)
    {
        var (read, skipped) = (new List<(string Model, string Device, double Ideal, double Reached, double Hours)>(), new List<SkippedRow>());
        foreach (var row in rows)
        {
            if (Reason(row, out var hours, out var ideal, out var reached) is { } reason)
            {
                skipped.Add(new SkippedRow(row.Line, reason));
            }
            else
            {
                read.Add((row.Name, row["device"], ideal, reached, hours));
            }
        }

        yield return new CostReport("llm_run: device hours, constants as shipped", [.. read.Select(run => new JudgedRow($"{run.Model} on {run.Device}", run.Ideal * RealisedTraining.Shipped.Factor(run.Reached), run.Hours))], skipped);
        var judged = LeftOut.Judge(read, run => $"{run.Model} on {run.Device}", others => Middle(others.Select(run => run.Hours / run.Ideal / Math.Sqrt(run.Reached))),
            (run, factor) => new JudgedRow($"{run.Model} on {run.Device}", run.Ideal * Math.Sqrt(run.Reached) * factor, run.Hours), RowsOfOneConstant);
        if (judged.Count > 0)
        {
            yield return new CostReport("llm_run: what runs take beyond their steps set without the run that is judged", judged, []);
        }
    }

    /// <summary>FLOPs by the convention of the row: 6 a parameter and token, 3 of an encoder-decoder, attention ignored.</summary>
    public static CostReport JudgeFlops(IReadOnlyList<ModelRow> rows)
    {
        var (read, skipped) = (new List<JudgedRow>(), new List<SkippedRow>());
        foreach (var row in rows)
        {
            if (row.Positive("params") is { } parameters && row.Positive("tokens_total") is { } tokens && row.Positive("total_flops") is { } flops)
            {
                read.Add(new JudgedRow(row.Name, (row.Name.StartsWith("T5", StringComparison.Ordinal) ? 3 : 6) * parameters * tokens, flops));
            }
            else
            {
                skipped.Add(new SkippedRow(row.Line, "parameters, tokens or FLOPs are not stated"));
            }
        }

        return new CostReport("flops_only: FLOPs of a training, attention ignored as in the source", read, skipped);
    }

    private static string? Reason(ModelRow row, out double hours, out double ideal, out double reached)
    {
        (hours, ideal, reached) = (row.Positive("device_hours") ?? (24 * (row.Positive("wall_days") ?? 0) * (row.Positive("n_devices") ?? 0)), 0, 0);
        if (hours <= 0 || row.Positive("tokens_total") is not { } tokens)
        {
            return "device hours or tokens are not stated";
        }

        if (HardwareCatalogue.TryFind(row["device"]) is not { } hardware)
        {
            return $"device \"{row["device"]}\" is not in the catalogue";
        }

        if (TrainingModels.Of(row) is not TransformerArchitecture model)
        {
            return "the model is not in the catalogue and the row does not state its sizes";
        }

        var setup = Best(model, hardware, (int)(row.Positive("n_devices") ?? UsualDevices), row.Whole("seq_len") is > 0 and var context ? context : 2048, row);
        if (setup is null)
        {
            return "no way to split it fits the memory of so many devices";
        }

        var step = TrainingTimeModel.Of(setup);
        (ideal, reached) = (tokens / step.UnitsPerSecond.Value * setup.Parallelism.Devices / 3600, step.ModelFlopsUtilization);
        return null;
    }

    /// <summary>The fastest way to split it that fits: runs state neither recomputation nor micro-batches as a rule.</summary>
    private static TrainingSetup? Best(TransformerArchitecture model, Hardware hardware, int devices, int context, ModelRow row)
    {
        var precision = row["precision"];
        var isOld = precision == "fp16"; // before bfloat16 became usual: operators one by one, scores written out
        var first = new TrainingSetup
        {
            Architecture = model,
            Hardware = hardware,
            Format = precision.Contains("fp8", StringComparison.Ordinal) ? NumberFormat.Fp8 : hardware.ComputeFormat(NumberFormat.Bf16),
            Kernels = isOld ? KernelStack.Eager : row["source"].Contains("llm.c", StringComparison.Ordinal) ? KernelStack.Tuned : KernelStack.Compiled,
            FlashAttention = !isOld,
            MicroBatch = 1,
            GlobalBatch = 1,
            Context = context,
        };
        var setups =
            from tensor in Tensors
            where tensor <= hardware.DevicesPerNode
            from pipeline in Pipelines
            where tensor * pipeline <= devices && pipeline <= model.Decoder.Sum(block => block.Layers)
            from micro in Micros
            from recompute in Ways
            from expert in model.Decoder.Any(block => block.Mixture is not null) ? Experts : [1]
            let data = devices / (tensor * pipeline)
            where expert <= data
            from zero in data > 1 ? Zeros : [0]
            where zero < 3 || pipeline == 1
            select first with
            {
                MicroBatch = micro,
                Recompute = recompute,
                GlobalBatch = (int)Math.Max(data * micro, row.Positive("global_batch_seqs") ?? (TokensOfAStep / context)),
                Parallelism = new() { Tensor = tensor, Pipeline = pipeline, Data = data, Expert = expert, ZeroStage = zero, SequenceParallel = tensor > 1 },
            };
        return setups.Where(setup => TrainingMemoryModel.Of(setup).Total < MemoryShare * hardware.MemoryBytes).MinBy(setup => TrainingTimeModel.Of(setup).Total / setup.GlobalBatch);
    }

    /// <summary>The factor that leaves the least mean error: the middle of the ratios, each weighed by its reciprocal.</summary>
    private static double Middle(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToArray();
        var (half, sum) = (sorted.Sum(ratio => 1 / ratio) / 2, 0.0);
        foreach (var ratio in sorted)
        {
            sum += 1 / ratio;
            if (sum >= half)
            {
                return ratio;
            }
        }

        return 1;
    }
}
