using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>The quantities that Sweetspot knows, by the names used in objectives, constraints and JSON.</summary>
public static class Metrics
{
    /// <summary>Share of right classes.</summary>
    public static readonly Metric Accuracy = Trained("accuracy", "fraction", Direction.Maximize, "share of right classes on validation data");

    /// <summary>F1 averaged over classes with equal weight.</summary>
    public static readonly Metric MacroF1 = Trained("macro_f1", "fraction", Direction.Maximize, "F1 averaged over classes, each counting the same");

    /// <summary>Recall of the class that is recognised least: share of its rows that are answered right. The origin names the class.</summary>
    public static readonly Metric WorstClassRecall = Trained("worst_class_recall", "fraction", Direction.Maximize, "recall of the class recognised least, on validation data");

    /// <summary>Mean negative log likelihood of classification, or mean squared error on the modelled (standardised) scale.</summary>
    public static readonly Metric Loss = Trained("loss", "nats", Direction.Minimize, "log loss on validation data (regression: squared error, standardised)");

    /// <summary>Coefficient of determination on the modelled scale.</summary>
    public static readonly Metric R2 = Trained("r2", "", Direction.Maximize, "coefficient of determination on the modelled scale");

    /// <summary>Coefficient of determination on the scale of the data.</summary>
    public static readonly Metric R2Raw = Trained("r2_raw", "", Direction.Maximize, "coefficient of determination on the scale of the data");

    /// <summary>Root mean squared error in units of the target.</summary>
    public static readonly Metric Rmse = Trained("rmse", "target unit", Direction.Minimize, "root mean squared error in the target's unit");

    /// <summary>Area under the ROC curve; of several classes, the mean one against the rest. Absent where only one class is present.</summary>
    public static readonly Metric Auc = Trained("auc", "fraction", Direction.Maximize, "area under the ROC curve (several classes: mean one against rest)");

    /// <summary>Share of held-out items that are among the ten highest ranked of all that their user has not had.</summary>
    public static readonly Metric RecallAt10 = Trained("recall_at_10", "fraction", Direction.Maximize, "share of held-out items ranked among the first ten");

    /// <summary>Normalised discounted cumulative gain of the first ten places: 1 / log2(1 + rank) of a held-out item, 0 beyond.</summary>
    public static readonly Metric NdcgAt10 = Trained("ndcg_at_10", "fraction", Direction.Maximize, "1/log2(1 + rank) of held-out items within the first ten, mean");

    /// <summary>Cross-entropy of a text as nats for each of its bytes: comparable whatever the tokenizer.</summary>
    public static readonly Metric NatsPerByte = Trained("nats_per_byte", "nats/B", Direction.Minimize, "cross-entropy for each byte of validation data");

    /// <summary>The same for each token; comparable under one tokenizer only.</summary>
    public static readonly Metric NatsPerToken = Trained("nats_per_token", "nats/token", Direction.Minimize, "cross-entropy for each token of validation data");

    /// <summary>Exponential of the nats per token.</summary>
    public static readonly Metric Perplexity = Trained("perplexity", "", Direction.Minimize, "exp(nats per token) on validation data; of one tokenizer only");

    /// <summary>Tokens that a language model has learned from, repeated ones as often as they were seen.</summary>
    public static readonly Metric Tokens = Trained("tokens", "", Direction.Minimize, "tokens seen in training, up to the best checkpoint");

    /// <summary>Character n-gram F-score of translations of the whole held-out part, 0 to 100: n-grams of 1 to 6 characters without spaces, recall counting twice (Popović 2015).</summary>
    public static readonly Metric ChrF = Trained("chrf", "", Direction.Maximize, "chrF2 of greedy translations, 0 to 100, on validation data");

    /// <summary>Cross-entropy of a text, or of a translation's target, for each of its characters, whatever the tokens.</summary>
    public static readonly Metric NatsPerCharacter = Trained("nats_per_character", "nats", Direction.Minimize, "cross-entropy for each character (of the target), on validation data");

    /// <summary>Tokens of the target written a second at a large batch on one thread.</summary>
    public static readonly Metric TokensPerSecond = new("tokens_per_second", "1/s", Direction.Maximize, Knowledge.Measured, "target tokens written a second, many sentences at once, one thread");

    /// <summary>Trainable parameters.</summary>
    public static readonly Metric Parameters = new("parameters", "", Direction.Minimize, Knowledge.Computed, "trainable parameters, total");

    /// <summary>FLOPs of one forward pass of one example; one multiply-add is two FLOPs.</summary>
    public static readonly Metric Flops = new("flops", "FLOP", Direction.Minimize, Knowledge.Computed, "FLOPs to answer one example; a multiply-add is two");

    /// <summary>Bytes that training needs: weights, gradients, optimizer state and activations of a batch.</summary>
    public static readonly Metric Memory = new("memory", "B", Direction.Minimize, Knowledge.Computed, "training memory: weights, gradients, optimizer, activations");

    /// <summary>Size of the weights on disk.</summary>
    public static readonly Metric FileBytes = new("file_bytes", "B", Direction.Minimize, Knowledge.Computed, "size of the weights file");

    /// <summary>Median time to answer one example on one thread.</summary>
    public static readonly Metric Latency = new("latency_ms", "ms", Direction.Minimize, Knowledge.Measured, "median time to answer one example, one thread");

    /// <summary>Time within which 99 of 100 answers to one example are there. Measured only where a study asks for it: it takes many repetitions.</summary>
    public static readonly Metric LatencyP99 = new("latency_p99_ms", "ms", Direction.Minimize, Knowledge.Measured, "99th percentile of the time to answer one example, one thread");

    /// <summary>Share of answers to one example that take longer than the study's deadline. Measured only where there is one.</summary>
    public static readonly Metric MissedDeadlines = new("missed_deadlines", "fraction", Direction.Minimize, Knowledge.Measured, "share of answers to one example later than the deadline (--frame-rate)");

    /// <summary>Examples a second at a large batch on one thread.</summary>
    public static readonly Metric Throughput = new("throughput_per_s", "1/s", Direction.Maximize, Knowledge.Measured, "examples a second at batch 256, one thread");

    /// <summary>CPU seconds per step times steps to the best checkpoint, from scratch.</summary>
    public static readonly Metric TrainSeconds = Trained("train_seconds", "s", Direction.Minimize, "CPU seconds of training up to the best checkpoint");

    /// <summary>Wall-clock seconds of the same; depends on what else runs.</summary>
    public static readonly Metric TrainWallSeconds = Trained("train_wall_seconds", "s", Direction.Minimize, "wall-clock seconds of the whole training");

    /// <summary>Largest resident memory of the worker process during the trial.</summary>
    public static readonly Metric PeakMemory = Trained("peak_memory_bytes", "B", Direction.Minimize, "peak resident memory of the worker during the trial");

    /// <summary>FLOP/s of training over this machine's measured single-thread matrix-product peak.</summary>
    public static readonly Metric Utilization = Trained("utilization", "fraction", Direction.Maximize, "training FLOP/s over this machine's measured peak");

    /// <summary>Epoch of the best checkpoint: how long the final training on all data runs.</summary>
    public static readonly Metric BestEpoch = Trained("best_epoch", "", Direction.Minimize, "epoch of the best checkpoint");

    /// <summary>Primary quality on training data minus that on validation data, turned so that over-fitting is positive.</summary>
    public static readonly Metric GeneralizationGap =
        Trained("generalization_gap", "", Direction.Minimize, "quality on training data minus validation data, at the best checkpoint");

    /// <summary>Every metric, in the order in which tables show them.</summary>
    public static ImmutableArray<Metric> All { get; } =
    [
        Accuracy, MacroF1, WorstClassRecall, R2, R2Raw, Rmse, Auc, NdcgAt10, RecallAt10, ChrF, NatsPerByte, NatsPerCharacter, NatsPerToken, Perplexity, Loss, Latency, LatencyP99, MissedDeadlines, Throughput, TokensPerSecond, TrainSeconds, TrainWallSeconds,
        Parameters, Tokens, Flops, Memory, FileBytes, PeakMemory, Utilization, BestEpoch, GeneralizationGap,
    ];

    /// <summary>The qualities of final models on test data, <c>test_accuracy</c> and so on. Reported only: never an objective or a limit.</summary>
    public static ImmutableArray<Metric> Test { get; } = [.. new[] { Accuracy, MacroF1, WorstClassRecall, R2, R2Raw, Rmse, Auc, NdcgAt10, RecallAt10, ChrF, NatsPerByte, NatsPerCharacter, NatsPerToken, Perplexity, Loss }.Select(OnTest)];

    /// <summary>A quality metric taken on test data instead of validation data.</summary>
    public static Metric OnTest(Metric quality) => quality with
    {
        Name = $"test_{quality.Name}",
        Description = quality.Description.Replace("validation data", "test data", StringComparison.Ordinal),
    };

    /// <summary>Different tokens among <see cref="Tokens"/>: those of the text, or fewer where it was not gone through once. Reported only.</summary>
    public static readonly Metric UniqueTokens = Trained("unique_tokens", "", Direction.Minimize, "different tokens among those seen in training");

    /// <summary>Of a pruned model, epoch of the best checkpoint before pruning; the rest of <see cref="BestEpoch"/> is fine-tuning. Reported only.</summary>
    public static readonly Metric DenseEpochs = Trained("dense_epochs", "", Direction.Minimize, "epoch of the checkpoint that was pruned");

    /// <summary>Share of validation rows that a quantised model answers with the same class as before quantisation. Reported only.</summary>
    public static readonly Metric Agreement = Trained("fp32_agreement", "fraction", Direction.Maximize, "share of validation rows answered as before quantisation");

    /// <summary>Root mean square of how far quantisation moves answers, over the standard deviation of the targets. Reported only.</summary>
    public static readonly Metric AnswerShift = Trained("fp32_difference", "fraction", Direction.Minimize, "how far quantisation moves answers, over the targets' deviation");

    /// <summary>What quantisation costs of the primary quality (accuracy, r2) on the same rows, paired by row; negative where it gains. Reported only.</summary>
    public static readonly Metric QuantizationLoss = Trained("fp32_gain", "", Direction.Minimize, "quality before quantisation minus after, paired by row");

    /// <summary>A metric of the same model before quantisation: <c>fp32_accuracy</c>, <c>fp32_latency_ms</c>. Reported only.</summary>
    public static Metric BeforeQuantizing(Metric metric) => metric with { Name = $"fp32_{metric.Name}", Description = $"{metric.Description}, before quantisation" };

    /// <summary>The metric called <paramref name="name"/>, or null.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    /// <summary>A metric's name as people say it: <c>latency</c> for <c>latency_ms</c>, <c>test accuracy</c> for <c>test_accuracy</c>.</summary>
    public static string Label(string name) => name switch
    {
        "latency_ms" => "latency",
        "latency_p99_ms" => "p99 latency",
        "worst_class_recall" => "worst-class recall",
        "train_seconds" => "training time (CPU)",
        "train_wall_seconds" => "training time (wall)",
        "throughput_per_s" => "throughput",
        "peak_memory_bytes" => "peak memory",
        "memory" => "training memory",
        "file_bytes" => "file size",
        "flops" => "FLOPs per example",
        "macro_f1" => "macro F1",
        "auc" => "AUC",
        "r2" => "R²",
        "r2_raw" => "R² (raw scale)",
        "rmse" => "RMSE",
        "recall_at_10" => "recall@10",
        "ndcg_at_10" => "NDCG@10",
        "chrf" => "chrF",
        "utilization" => "utilisation",
        "fp32_agreement" => "answers as in fp32",
        "fp32_difference" => "difference to fp32",
        "fp32_gain" => "lost by quantising",
        _ when name.StartsWith("fp32_", StringComparison.Ordinal) => $"{Label(name["fp32_".Length..])} in fp32",
        _ when name.StartsWith("test_", StringComparison.Ordinal) => $"test {Label(name["test_".Length..])}",
        _ => name.Replace('_', ' '),
    };

    private static Metric Trained(string name, string unit, Direction better, string description) =>
        new(name, unit, better, Knowledge.Trained, description);
}
