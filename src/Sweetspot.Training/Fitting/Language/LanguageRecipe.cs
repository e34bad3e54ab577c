using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How a language model is trained: the same for every size but for the rate, and the number of steps that the compute allows.</summary>
internal sealed record LanguageRecipe
{
    private const double ShareOfWarmUp = 0.05;
    private const double ManyPasses = 4;

    /// <summary>What the whole schedule is made for, in words.</summary>
    public required string Length { get; init; }

    /// <summary>Windows of a step.</summary>
    public required int Windows { get; init; }

    /// <summary>Steps of the whole schedule.</summary>
    public required int Steps { get; init; }

    /// <summary>Learning rate at the peak.</summary>
    public required double Rate { get; init; }

    /// <summary>Share dropped of what each part of a block adds; none unless the text is gone through several times.</summary>
    public required double Dropout { get; init; }

    /// <summary>AdamW's decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Norm to which gradients are clipped.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>The recipe of a shape on a text of so many tokens.</summary>
    public static LanguageRecipe For(GptShape shape, double flops, long tokens)
    {
        var (windows, steps) = (LanguageCompute.Windows(shape, flops), LanguageCompute.Steps(shape, flops, tokens));
        return Of(shape, windows, steps, tokens, $"{LanguageCompute.Text(flops)} or {LanguageCompute.MostPasses} passes");
    }

    /// <summary>The recipe for so many tokens seen, with the batch that goes with the compute of the ladder's largest training: one for all its sizes.</summary>
    public static LanguageRecipe ForTokens(GptShape shape, double flops, double seen, long tokens)
    {
        var windows = LanguageCompute.Windows(shape, flops);
        var steps = (int)Math.Max(LanguageCompute.Parts, Math.Round(seen / (windows * shape.Context)));
        return Of(shape, windows, steps, tokens, string.Create(CultureInfo.InvariantCulture, $"{seen:N0} tokens, {seen / tokens:0.##} passes"));
    }

    private static LanguageRecipe Of(GptShape shape, int windows, int steps, long tokens, string length)
    {
        return new LanguageRecipe
        {
            Length = length,
            Windows = windows,
            Steps = steps,
            Rate = LearningRateRule.Rate(shape),
            Dropout = (double)steps * windows * shape.Context > ManyPasses * tokens ? 0.1 : 0,
        };
    }

    /// <summary>Rate at a step: linear warm-up over a twentieth, then linearly down to a hundredth.</summary>
    public double RateAt(int step)
    {
        var warm = Math.Max(1, ShareOfWarmUp * Steps);
        return step < warm ? Rate * (step + 1) / (warm + 1) : Rate * (1 - (0.99 * Math.Min(1, (step - warm) / Math.Max(1, Steps - warm))));
    }

    /// <summary>Steps done after a part of the schedule.</summary>
    public int StepsAfter(int part) => (int)((long)Steps * part / LanguageCompute.Parts);

    /// <summary>In a line, for origins and reports.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"AdamW, peak rate {Rate:0.#####}, linear decay, {Steps:N0} steps of {Windows} windows{(Dropout > 0 ? $", dropout {Dropout}" : "")}: {Length}");
}
