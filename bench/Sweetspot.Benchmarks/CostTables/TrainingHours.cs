using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Device hours and FLOPs of whole trainings.</summary>
internal static class TrainingHours
{
    private const int UsualDevices = 512;
    private const int TokensOfAMicroBatch = 8192;
    private const double TokensOfAStep = 4e6;

    /// <summary>Hours at the modelled speed, times what published runs took beyond it, set on the other runs.</summary>
    public static IEnumerable<CostReport> Judge(IReadOnlyList<ModelRow> rows)
    {
        var (read, skipped) = (new List<(string Model, string Device, double Ideal, double Hours)>(), new List<SkippedRow>());
        foreach (var row in rows)
        {
            if (Reason(row, out var hours, out var ideal) is { } reason)
            {
                skipped.Add(new SkippedRow(row.Line, reason));
            }
            else
            {
                read.Add((row.Name, row["device"], ideal, hours));
            }
        }

        yield return new CostReport("llm_run: device hours, constants as shipped", [.. read.Select(run => new JudgedRow($"{run.Model} on {run.Device}", run.Ideal * RealisedTraining.Shipped.Factor, run.Hours))], skipped);
        var judged = LeftOut.Judge(read, run => $"{run.Model} on {run.Device}", others => Middle(others.Select(run => run.Hours / run.Ideal)),
            (run, factor) => new JudgedRow($"{run.Model} on {run.Device}", run.Ideal * factor, run.Hours));
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

    private static string? Reason(ModelRow row, out double hours, out double ideal)
    {
        (hours, ideal) = (row.Positive("device_hours") ?? (24 * (row.Positive("wall_days") ?? 0) * (row.Positive("n_devices") ?? 0)), 0);
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

        var setup = Usual(model, hardware, (int)(row.Positive("n_devices") ?? UsualDevices), row.Whole("seq_len") is > 0 and var context ? context : 2048, row["precision"]);
        ideal = tokens / TrainingTimeModel.Of(setup).UnitsPerSecond.Value * setup.Parallelism.Devices / 3600;
        return null;
    }

    /// <summary>How one would train it, where a run does not say: the least splitting that fits, recomputation before a pipeline.</summary>
    private static TrainingSetup Usual(TransformerArchitecture model, Hardware hardware, int devices, int context, string precision)
    {
        var isSparse = model.Decoder.Any(block => block.Mixture is not null);
        var first = new TrainingSetup
        {
            Architecture = model,
            Hardware = hardware,
            Format = precision.Contains("fp8", StringComparison.Ordinal) ? NumberFormat.Fp8 : hardware.ComputeFormat(NumberFormat.Bf16),
            Kernels = KernelStack.Compiled,
            MicroBatch = Math.Max(1, TokensOfAMicroBatch / context),
            GlobalBatch = 1,
            Context = context,
        };
        TrainingSetup? fits = null;
        foreach (var (tensor, pipeline, recompute) in Ladder())
        {
            var data = Math.Max(1, devices / (tensor * pipeline));
            var expert = isSparse ? Math.Min(data, 64) : 1;
            fits = first with
            {
                Recompute = recompute,
                GlobalBatch = Math.Max(data * first.MicroBatch, (int)(TokensOfAStep / context)),
                Parallelism = new() { Tensor = tensor, Pipeline = pipeline, Data = data, Expert = expert, ZeroStage = pipeline > 1 ? 1 : 3, SequenceParallel = tensor > 1 },
            };
            if (TrainingMemoryModel.Of(fits).Total < 0.9 * hardware.MemoryBytes)
            {
                break;
            }
        }

        return fits!;
    }

    private static IEnumerable<(int Tensor, int Pipeline, Recompute Recompute)> Ladder() =>
        from split in new[] { (1, 1), (8, 1), (8, 4), (8, 8), (8, 16) }
        from recompute in new[] { Recompute.None, Recompute.Full }
        select (split.Item1, split.Item2, recompute);

    private static double Middle(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
