using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Sizes of a language model: genes of four kinds, a loss that must be sampled, work and latency that are computed.</summary>
internal static class MixedProblem
{
    /// <summary>About what can be had at best: hypervolume of the finest front known, of 1.</summary>
    public const double BestVolume = 0.5998;

    private static readonly double[] s_ideal = [1.8, 15, -5.2];
    private static readonly double[] s_worst = [6, 26, 0];
    private static readonly Metric s_loss = new("loss", "", Direction.Minimize, Knowledge.Trained, "loss");
    private static readonly Metric s_train = new("train", "", Direction.Minimize, Knowledge.Computed, "logarithm of the training FLOPs");
    private static readonly Metric s_latency = new("latency", "", Direction.Minimize, Knowledge.Computed, "logarithm of the seconds");

    public static SampleProblem Make(bool hasKnown)
    {
        var space = new SearchSpace(
        [
            new IntegerGene("layers", 1, 96), new IntegerGene("d64", 1, 192),
            new CategoricalGene("head", new[] { 32.0, 64, 96, 128, 192, 256 }.Select(GeneValue.Of)),
            new RealGene("ffn", 1, 8), new RealGene("tokens", 9, 13.3),
        ]);
        return new SampleProblem(
            hasKnown ? "mixed" : "mixed, nothing known",
            "mixed",
            hasKnown,
            seed => new AlgorithmSettings
            {
                Space = new FeasibleSpace(space, []),
                Objectives = [Objective.On(s_loss), Objective.On(s_train), Objective.On(s_latency)],
                Seed = seed,
                Compute = !hasKnown ? null : candidate => Evaluate(candidate) is var (_, train, latency)
                    ? ImmutableDictionary<string, Measurement>.Empty.Add(s_train.Name, s_train.Computed(train)).Add(s_latency.Name, s_latency.Computed(latency))
                    : null!,
            },
            request => Evaluate(request.Candidate) is var (loss, train, latency)
                ? new ReplayedTrial(Evaluation.Of((s_loss, loss), (s_train, train), (s_latency, latency)), TimeSpan.FromSeconds(1))
                : null!,
            null,
            trial => string.Join('/', new[] { s_loss, s_train, s_latency }.Select(metric => trial.Value(metric.Name)!.Value.ToString("G7", CultureInfo.InvariantCulture))),
            values => new Judged(0, 0, 0, [.. values.Split('/').Select((value, index) => (double.Parse(value, CultureInfo.InvariantCulture) - s_ideal[index]) / (s_worst[index] - s_ideal[index]))]),
            0);
    }

    private static (double Loss, double Train, double Latency) Evaluate(Candidate candidate)
    {
        var (layers, width, ffn, tokens) = (candidate.Number("layers"), 64 * candidate.Number("d64"), candidate.Number("ffn"), Math.Pow(10, candidate.Number("tokens")));
        var heads = Math.Max(1, Math.Floor(width / candidate.Number("head")));
        var size = layers * width * width * (4 + (2 * ffn));
        double Square(double value) => value * value;
        var shape = 1 + (0.03 * Square(Math.Log(ffn / 4))) + (0.015 * Square(Math.Log(width / layers / 64))) + (0.02 * Square(Math.Log(width / heads / 128)));
        var loss = 1.82 + (shape * 482 * Math.Pow(size, -0.348)) + (2085 * Math.Pow(tokens, -0.366));
        var train = tokens * ((6 * size) + (12 * layers * width * 2048));
        var work = (2 * size) + (4 * layers * width * 2048);
        return (loss, Math.Log10(train), Math.Log10((work / 2e12) + (layers * (8e-6 + (2e-7 * heads)))));
    }
}
