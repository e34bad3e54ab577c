using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>How much every language model of a study trains: the same number of FLOPs, whatever its size.</summary>
/// <remarks>
/// FLOPs by formula rather than CPU seconds: equal requests then give equal results on any machine under any load. Three times the forward pass of each token, attention included.
/// So a small model sees more text than a large one, as it would for the same money. A text that is short in view of that is gone through at most <see cref="MostPasses"/> times.
/// </remarks>
public static class LanguageCompute
{
    /// <summary>Passes over the text after which more teach nothing new, and models learn it by heart (Muennighoff et al. 2023, arXiv 2305.16264, find little use beyond 4, none beyond 16).</summary>
    public const int MostPasses = 16;

    /// <summary>Passes of the reference that sees one token alone: it has learned what it can.</summary>
    private const int BigramPasses = 2;

    /// <summary>Parts into which a training is cut: a model is looked at after each, and the best kept.</summary>
    public const int Parts = 5;

    /// <summary>Time that the compute follows from where the study has none.</summary>
    public static readonly TimeSpan UsualTime = TimeSpan.FromMinutes(3);

    /// <summary>A time longer than this is none: the study ends by its trials.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(30);

    /// <summary>FLOP/s of training on one core, about, for models of width 64 to 128.</summary>
    public const double FlopsPerSecond = 5e10;

    /// <summary>Trainings a study of some time has room for, finalists' included, on one worker.</summary>
    private const double Trainings = 40;

    private const double TokensPerStepAt1Tera = 512;

    /// <summary>FLOPs of one training of a study, of a ladder of its largest: as given, or what its time allows.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="workers">Trainings side by side.</param>
    public static double Of(StudySpec spec, int workers)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var time = spec.Budget.Time is { } given && given < LongestTime ? given : UsualTime;
        return spec.Compute ?? (spec.Algorithm == RunLadder.Algorithm ? RunLadder.LargestFlops(time, workers) : Flops(time, workers));
    }

    /// <summary>FLOPs of one training, to two digits.</summary>
    /// <param name="time">Time of the whole study.</param>
    /// <param name="workers">Trainings side by side.</param>
    public static double Flops(TimeSpan time, int workers)
    {
        var flops = time.TotalSeconds * workers * FlopsPerSecond / Trainings;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(flops)) - 1);
        return Math.Max(unit, Math.Round(flops / unit) * unit);
    }

    /// <summary>Tokens that one step learns from: 512, and more where there are many steps, with the cube root of the compute.</summary>
    public static int TokensPerStep(double flops) => 1 << (int)Math.Round(Math.Log2(Math.Clamp(TokensPerStepAt1Tera * Math.Cbrt(flops / 1e12), 256, 16384)));

    /// <summary>Windows of the model's context that make a step.</summary>
    public static int Windows(GptShape shape, double flops)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Math.Max(1, TokensPerStep(flops) / shape.Context);
    }

    /// <summary>Steps of a training, at least <see cref="Parts"/>.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="flops">Compute of the training.</param>
    /// <param name="tokens">Tokens of the text.</param>
    public static int Steps(GptShape shape, double flops, long tokens)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var windows = Windows(shape, flops);
        var byCompute = flops / (3.0 * ModelCost.Of(shape, 1).Flops * windows);
        var byText = (double)(shape.Depth == 0 ? BigramPasses : MostPasses) * tokens / (windows * shape.Context);
        return (int)Math.Max(Parts, Math.Min(byCompute, byText));
    }

    /// <summary>Examples in a run that tells the throughput of a shape: of language models, windows of 2,048 tokens.</summary>
    public static int TimedTogether(ModelShape shape) => shape is GptShape gpt ? Math.Max(1, 2048 / gpt.Context) : Speed.ThroughputBatch;

    /// <summary>In a few characters: <c>1.5 TFLOP</c>.</summary>
    public static string Text(double flops) => flops >= 1e15
        ? string.Create(CultureInfo.InvariantCulture, $"{flops / 1e15:0.##} PFLOP")
        : string.Create(CultureInfo.InvariantCulture, $"{flops / 1e12:0.###} TFLOP");
}
