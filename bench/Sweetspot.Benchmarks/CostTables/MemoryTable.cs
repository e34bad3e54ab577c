using System.Text.RegularExpressions;
using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Bytes that trainings and weights take. Nothing in the memory model is set on them.</summary>
internal sealed partial class MemoryTable : ICostTable
{
    private const double GiB = 1L << 30;

    /// <summary>Megatron's shapes by their sizes: layers, width, heads, chunks of the pipeline (arXiv 2205.05198, table 3).</summary>
    private static readonly Dictionary<string, (int Layers, int Width, int Heads, int Chunks)> Megatron = new(StringComparer.Ordinal)
    {
        ["Megatron-22B"] = (48, 6144, 64, 1),
        ["Megatron-175B"] = (96, 12288, 96, 3),
        ["Megatron-530B"] = (105, 20480, 128, 3),
        ["Megatron-1T"] = (128, 25600, 160, 1),
    };

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Columns => ["kind", "model", "quantity", "value", "basis", "activation_recompute"];

    /// <inheritdoc/>
    public IEnumerable<CostReport> Judge(IReadOnlyList<ModelRow> rows)
    {
        foreach (var kind in rows.GroupBy(row => row["kind"], StringComparer.Ordinal))
        {
            var (read, skipped) = (new List<JudgedRow>(), new List<SkippedRow>());
            foreach (var row in kind)
            {
                if (row.Positive("value") is not { } value)
                {
                    skipped.Add(new SkippedRow(row.Line, "value is no number above 0"));
                }
                else if (Predicted(row) is not { } predicted)
                {
                    skipped.Add(new SkippedRow(row.Line, Reason(row)));
                }
                else
                {
                    read.Add(new JudgedRow(row.Name, predicted, value));
                }
            }

            yield return new CostReport(kind.Key == "weight_file" ? "weight_file, bits of formats set on such files" : kind.Key, read, skipped);
        }
    }

    /// <summary>The value in the unit of the row; null where it cannot be said.</summary>
    private static double? Predicted(ModelRow row) => row["kind"] switch
    {
        "train_state" when Shape(row) is { } setup => TrainingMemoryModel.Of(setup with { Optimizer = OptimizerKind.AdamMixedFp32Gradients }).State / GiB,
        "train_activations" when Shape(row) is { } setup => TrainingMemoryModel.Of(setup).Activations / GiB,
        "train_activations_relative" when Shape(row) is { } setup => Share(row["quantity"], setup),
        "train_activations_per_layer" => PerLayer(row),
        "checkpoint" when row.Positive("params") is { } parameters => parameters * (row["precision"].Contains("Adam", StringComparison.Ordinal) ? 14 / 1e12 : 2 / GiB),
        "weight_file" when row.Positive("params") is { } parameters && WeightFormat.TryFind(row["quantization"]) is { } format => parameters * format.Bits / 8 / GiB,
        "inference_peak" when row["quantization"].Length == 0 && Named(row) is { } model => model.Parameters.Total * (row["precision"].Contains("32", StringComparison.Ordinal) ? 4 : 2) / 1e9,
        _ => null,
    };

    private static string Reason(ModelRow row) => row["kind"] switch
    {
        "finetune_peak" => "fine-tuning a part of the weights: the longest example is not stated",
        "weight_file" => "the bits of this quantisation are not in the list of weight formats",
        "inference_peak" when row["quantization"].Length > 0 => "the layout of packed weights in that library is not modelled",
        "train_state" or "train_activations" or "train_activations_relative" or "train_activations_per_layer" or "inference_peak" => "the model's sizes are not known",
        var kind => $"kind \"{kind}\" is not known, or parameters are not stated",
    };

    private static TrainingSetup? Shape(ModelRow row) => Megatron.TryGetValue(row.Name, out var shape)
        ? new TrainingSetup
        {
            Architecture = Layers(row.Name, shape.Layers, shape.Width, shape.Heads),
            Hardware = HardwareCatalogue.Find("A100-SXM-80GB"),
            MicroBatch = Math.Max(1, row.Whole("micro_batch")),
            GlobalBatch = 512 * Math.Max(1, row.Whole("micro_batch")),
            Context = row.Whole("seq_len") is > 0 and var context ? context : 2048,
            FlashAttention = false,
            Dropout = true,
            Recompute = Way(row["activation_recompute"]),
            Parallelism = new()
            {
                Tensor = Math.Max(1, row.Whole("tp")),
                Pipeline = Math.Max(1, row.Whole("pp")),
                VirtualStages = row.Whole("pp") > 1 ? shape.Chunks : 1,
                SequenceParallel = row["sharding"] == "sequence_parallel",
            },
        }
        : null;

    private static Recompute Way(string text) => text switch { "full" => Recompute.Full, "selective" => Recompute.Selective, _ => Recompute.None };

    private static double Share(string quantity, TrainingSetup setup)
    {
        var saved = setup with
        {
            Recompute = quantity.Contains("full", StringComparison.Ordinal) ? Recompute.Full : quantity.Contains("selective", StringComparison.Ordinal) ? Recompute.Selective : Recompute.None,
            Parallelism = setup.Parallelism with { SequenceParallel = quantity.Contains("sequence", StringComparison.Ordinal) },
        };
        return 100 * TrainingMemoryModel.Of(saved).Activations / TrainingMemoryModel.Of(setup with { Recompute = Recompute.None, Parallelism = setup.Parallelism with { SequenceParallel = false } }).Activations;
    }

    private static double? PerLayer(ModelRow row)
    {
        if (Named(row) is not TransformerArchitecture model)
        {
            return null;
        }

        var setup = new TrainingSetup
        {
            Architecture = model,
            Hardware = HardwareCatalogue.Find("A100-SXM-80GB"),
            MicroBatch = 1,
            GlobalBatch = 1,
            Context = 1024,
            Kernels = KernelStack.Eager,
        };
        return TrainingMemoryModel.Of(setup).Activations / model.Decoder.Sum(block => block.Layers) / (2.0 * 1024 * model.Width);
    }

    private static Architecture? Named(ModelRow row)
    {
        var name = VersionText().Replace(row.Name, "").Replace(' ', '-');
        return TrainingModels.Named(name) ?? TrainingModels.Named(name.Replace(".1-", "-", StringComparison.Ordinal));
    }

    /// <summary>Layers as Megatron's memory formulas count them: no biases, norms or tables.</summary>
    private static TransformerArchitecture Layers(string name, int layers, int width, int heads) => new()
    {
        Name = name,
        Width = width,
        Vocabulary = 0,
        HasHead = false,
        OuterNorms = 0,
        Norm = new NormShape(false, false),
        Decoder =
        [
            new LayerShape
            {
                Layers = layers,
                Attention = new AttentionShape { Heads = heads, KeyValueHeads = heads, HeadSize = width / heads },
                FeedForward = new FeedForwardShape(4 * width, false, false),
                Norm = new NormShape(false, false),
            },
        ],
    };

    [GeneratedRegex(@"-v0\.\d|-?1\.1(?=-2b)")]
    private static partial Regex VersionText();
}
