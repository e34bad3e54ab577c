using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>One published training speed: how it was trained, and how fast.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Setup">How it was trained.</param>
/// <param name="Measured">Tokens, images or examples a second, over all devices.</param>
/// <param name="IsHalfAgain">Whether every second product was worked out again: half-way between none and full.</param>
internal sealed record TrainingRow(string Model, TrainingSetup Setup, double Measured, bool IsHalfAgain)
{
    private static readonly string[] Unfused = ["2104.04473", "2205.05198", "2201.11990", "DeepLearningExamples"];

    /// <summary>Model and device together.</summary>
    public string Group => $"{Model} on {Setup.Hardware.Name}";

    private readonly TrainingSetup _again = Setup with { Recompute = Recompute.Full };
    private readonly TrainingTimeTerms _terms = TrainingTimeModel.TermsOf(Setup);
    private readonly TrainingTimeTerms _termsAgain = TrainingTimeModel.TermsOf(Setup with { Recompute = IsHalfAgain ? Recompute.Full : Setup.Recompute });

    /// <summary>What constants predict, in the unit of <see cref="Measured"/>.</summary>
    public double Predicted(TrainingConstants constants)
    {
        var rate = Rate(Setup, constants, _terms);
        return IsHalfAgain ? 2 / ((1 / rate) + (1 / Rate(_again, constants, _termsAgain))) : rate;
    }

    private static double Rate(TrainingSetup setup, TrainingConstants constants, in TrainingTimeTerms like) =>
        TrainingTimeModel.Of(TrainingTimeModel.TermsOf(setup, constants, like), setup.Plan).UnitsPerSecond.Value;

    /// <summary>The row, or why it says too little.</summary>
    public static (TrainingRow? Row, string Reason) Read(ModelRow row)
    {
        if (HardwareCatalogue.TryFind(row["device"]) is not { } hardware)
        {
            return (null, $"device \"{row["device"]}\" is not in the catalogue");
        }

        if (TrainingModels.Of(row) is not { } model)
        {
            return (null, "the model is not in the catalogue and the row does not state its sizes");
        }

        if (row.Positive("n_devices") is not { } devices)
        {
            return (null, "no number of devices");
        }

        if (Batches(row, (int)devices) is not { } plan)
        {
            return (null, "a pipeline, and no number of micro-batches: its bubble is not known");
        }

        var trained = row["kind"] == "encoder_throughput" && model is TransformerArchitecture encoder ? encoder with { HasHead = true, IsTied = true } : model; // words left out are guessed
        var setup = SetupOf(row, trained, hardware, (int)devices, plan);
        if (setup.Parallelism.Devices != (int)devices)
        {
            return (null, "its parallelism does not make up its devices");
        }

        return Rate(row, setup) is { } measured
            ? (new TrainingRow(row.Name, setup, measured, row["activation_recompute"] == "selective_op"), "")
            : (null, "no speed: neither tokens, samples nor FLOPs a second");
    }

    private static TrainingSetup SetupOf(ModelRow row, Architecture model, Hardware hardware, int devices, (int Micro, int Batches) plan)
    {
        var (tensor, pipeline, context) = (One(row, "tp"), One(row, "pp"), One(row, "cp"));
        var data = Math.Max(1, devices / (tensor * pipeline * context));
        var (sharding, source, notes) = (row["sharding"], row["source"], row["notes"]);
        var isFsdp = sharding.Contains("fsdp", StringComparison.Ordinal) || sharding == "zero3";
        var isUnfused = Unfused.Any(name => source.Contains(name, StringComparison.Ordinal));
        return new TrainingSetup
        {
            Architecture = model,
            Hardware = hardware,
            MicroBatch = plan.Micro,
            GlobalBatch = plan.Micro * plan.Batches * data,
            Context = Math.Max(1, row.Whole("seq_len")),
            Format = Format(row["precision"]),
            Recompute = row["activation_recompute"] switch { "full" => Recompute.Full, "selective" => Recompute.Selective, _ => Recompute.None },
            FlashAttention = !isUnfused,
            Dropout = isUnfused,
            Kernels = !isFsdp && model.Kind is "decoder" ? KernelStack.Tuned : notes.Contains("compile", StringComparison.Ordinal) ? KernelStack.Compiled : KernelStack.Eager,
            Parallelism = new()
            {
                Tensor = tensor,
                Pipeline = pipeline,
                Context = context,
                Data = data,
                Expert = Math.Min(One(row, "ep"), data * context),
                VirtualStages = row.Whole("virtual_pp") is > 0 and var chunks ? chunks : notes.Contains("interleaved", StringComparison.Ordinal) ? 2 : 1,
                ZeroStage = sharding switch { "fsdp_grad_op" => 2, "zero1" => 1, _ => isFsdp ? 3 : 0 },
                SequenceParallel = tensor > 1 && (sharding is "sequence_parallel" or "fsdp2" || row.Positive("cp") is not null),
            },
        };
    }

    /// <summary>Sequences of a micro-batch, and micro-batches of a replica.</summary>
    private static (int Micro, int Batches)? Batches(ModelRow row, int devices)
    {
        var pipeline = One(row, "pp");
        var data = Math.Max(1, devices / (One(row, "tp") * pipeline * One(row, "cp")));
        var (micro, global) = (row.Positive("micro_batch"), row.Positive("global_batch_seqs"));
        if (pipeline > 1 && row["sharding"] == "fsdp2" && micro is { } local)
        {
            return ((int)Math.Max(1, local / pipeline), pipeline); // torchtitan states a replica's batch and cuts it into as many parts as stages
        }

        return (micro, global) switch
        {
            ({ } size, { } all) => ((int)size, Math.Max(1, (int)Math.Round(all / size / data))),
            (null, { } all) => (1, Math.Max(1, (int)Math.Round(all / data))),
            ({ } size, null) when pipeline == 1 => ((int)size, 1),
            (null, null) when pipeline == 1 => (1, 1),
            _ => null,
        };
    }

    private static double? Rate(ModelRow row, TrainingSetup setup)
    {
        var devices = setup.Parallelism.Devices;
        if (row.Positive("tokens_per_s_per_device") is { } each)
        {
            return each * devices;
        }

        if ((row.Positive("tokens_per_s_total") ?? row.Positive("samples_per_s_total")) is { } total)
        {
            return setup.Architecture.Unit == "token" && row.Positive("tokens_per_s_total") is null ? total * setup.Context : total;
        }

        var terms = TrainingTimeModel.TermsOf(setup);
        return row.Positive("tflops_per_device") * 1e12 * devices * terms.Units / (row["tflops_kind"] == "hardware" ? terms.HardwareFlops : terms.ModelFlops);
    }

    private static NumberFormat Format(string precision) =>
        precision.Contains("fp8", StringComparison.Ordinal) ? NumberFormat.Fp8 : precision.Contains("fp32", StringComparison.Ordinal) ? NumberFormat.Fp32
        : precision.Contains("fp16", StringComparison.Ordinal) ? NumberFormat.Fp16 : NumberFormat.Bf16;

    private static int One(ModelRow row, string column) => Math.Max(1, row.Whole(column));
}
