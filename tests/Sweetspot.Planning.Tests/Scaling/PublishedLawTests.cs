namespace Sweetspot.Planning.Tests;

public class PublishedLawTests
{
    private static readonly ScalingLaw s_sardana = new(1.69, 406.4, 410.7, 0.336, 0.283);

    [Fact]
    public void Default_IsTheRefit() => Assert.Equal("chinchilla-besiroglu", PublishedLaw.Default.Name);

    [Theory]
    [InlineData("chinchilla-besiroglu", 1e19, 2.6217e8, 24.249)]
    [InlineData("chinchilla-besiroglu", 1e20, 8.5348e8, 22.880)]
    [InlineData("chinchilla-besiroglu", 1e26, 1.0159e12, 16.148)]
    [InlineData("chinchilla-besiroglu", 5.76e23, 7.2249e10, 18.391)]
    [InlineData("chinchilla-hoffmann-rounded", 1e22, 5.1605e9, 62.59)]
    [InlineData("chinchilla-hoffmann-rounded", 5.76e23, 3.2190e10, 92.65)]
    [InlineData("chinchilla-hoffmann", 1e19, 2.7084e8, 22.72)]
    [InlineData("chinchilla-hoffmann", 5.76e23, 4.0361e10, 58.93)]
    public void Optimum_OfPublishedLaws_IsTheKnownOne(string name, double flops, double parameters, double ratio)
    {
        var best = PublishedLaw.Find(name).Law.Optimum(flops);

        Assert.Equal(1, best.Parameters / parameters, 1e-4);
        Assert.Equal(1, best.TokensPerParameter / ratio, 3e-4); // four digits shown
        Assert.Equal(1, 6 * best.Parameters * best.Tokens / flops, 1e-12);
    }

    [Fact]
    public void Reaching_TheLossOfABudget_IsThatBudget()
    {
        var law = PublishedLaw.Default.Law;

        Assert.Equal(1, law.Reaching(law.Optimum(1e23).Loss)!.Value.Flops / 1e23, 1e-9);
        Assert.Null(law.Reaching(1.8));
    }

    [Theory]
    [InlineData(6.34e9, 242e9, 25e9, 2.2256440889984477, 1e-12)]
    [InlineData(8.67e9, 178e9, 25e9, 2.2269634075087867, 1e-12)]
    [InlineData(1e9, 20e9, 20e9, 2.5646350, 1e-7)]
    [InlineData(1e9, 80e9, 20e9, 2.4360199, 1e-7)]
    [InlineData(1e9, 800e9, 20e9, 2.3509194, 1e-7)]
    [InlineData(2.81e9, 55e9, 1.25e9, 2.7012057, 1e-7)]
    public void RepeatedData_Loss_IsThePublishedOne(double parameters, double tokens, double unique, double loss, double tolerance) =>
        Assert.Equal(loss, PublishedLaw.Find("data-constrained").Repeated!.Loss(parameters, tokens, unique), tolerance);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1.96820)]
    [InlineData(4, 3.72567)]
    [InlineData(16, 10.58246)]
    [InlineData(100, 16.36304)]
    public void RepeatedData_Epochs_AreWorthLessAndLess(double epochs, double worth) =>
        Assert.Equal(worth, PublishedLaw.Find("data-constrained").Repeated!.EffectiveTokens(epochs * 1e9, 1e9) / 1e9, 1e-5);

    [Theory]
    [InlineData(1e20, 1e9, 6.1255e8, 27.21, 2.80779)]
    [InlineData(1e21, 1e9, 1.7695e9, 94.19, 2.76201)]
    [InlineData(9.3e21, 25e9, 6.8152e9, 9.097, 2.22509)]
    [InlineData(1e23, 1e11, 2.3061e10, 7.227, 2.09820)]
    public void RepeatedData_Optimum_IsTheKnownOne(double flops, double unique, double parameters, double epochs, double loss)
    {
        var best = PublishedLaw.Find("data-constrained").Repeated!.Optimum(flops, unique);

        Assert.Equal(1, best.Parameters / parameters, 1e-4);
        Assert.Equal(1, best.Tokens / unique / epochs, 3e-4);
        Assert.Equal(loss, best.Loss, 1e-5);
    }

    [Theory]
    [InlineData(1e9, 27.43e9, 5e10, 6.3255e8, 4.6762e10, 2.4073e20)]
    [InlineData(7e9, 276.4e9, 2e11, 5.3996e9, 3.6658e11, 1.4036e22)]
    [InlineData(13e9, 576.5e9, 2e12, 6.9686e9, 1.2478e12, 8.0049e22)]
    [InlineData(70e9, 4.255e12, 1e13, 4.1551e10, 7.9225e12, 2.8062e24)]
    public void InferenceAware_ForALoss_IsTheKnownOptimum(double from, double tokens, double demand, double parameters, double best, double total)
    {
        var optimum = InferenceAwareOptimum.ForLoss(s_sardana, s_sardana.Loss(from, tokens), demand)!.Value;

        Assert.Equal(1, optimum.Flops / total, 2e-4);
        Assert.Equal(1, optimum.Parameters / parameters, 2e-3); // flat, and the tokens of the start are rounded
        Assert.Equal(1, optimum.Tokens / best, 2e-3);
    }

    [Theory]
    [InlineData(1e23, 0, 2.9446e10)]
    [InlineData(1e23, 1e11, 2.6529e10)]
    [InlineData(1e23, 1e12, 1.4933e10)]
    [InlineData(1e21, 1e12, 3.3456e8)]
    public void InferenceAware_ForABudget_IsTheKnownOptimum(double flops, double demand, double parameters) =>
        Assert.Equal(1, InferenceAwareOptimum.ForBudget(PublishedLaw.Default.Law, flops, demand).Parameters / parameters, 1e-4);

    [Fact]
    public void OverTraining_FiveSmallRuns_PredictTheLargeOnes()
    {
        var rows = ScalingData.Rows("gadre_overtraining.csv").Where(row => row["train_set"] == "rpj").ToList();
        var small = rows.Where(row => !row["model"].StartsWith("open_lm", StringComparison.Ordinal)).ToList();
        var least = small.Min(row => row.Number("params"));
        var runs = small.Where(row => row.Number("token_multiplier") == 20 || (row.Number("token_multiplier") == 320 && row.Number("params") == least)).ToList();

        var law = OverTrainingLaw.Fit([.. runs.Select(Run)]);

        Assert.Equal(5, runs.Count);
        Assert.Equal(0.272851, law.Exponent, 1e-4);
        Assert.Equal(1.836648, law.E, 1e-3);
        Assert.Equal(0.007103, ErrorAt("open_lm_1b", 640), 1e-4);
        Assert.Equal(0.007320, ErrorAt("open_lm_7b", 20), 1e-4);

        double ErrorAt(string model, double multiplier)
        {
            var row = rows.Single(row => row["model"] == model && row.Number("token_multiplier") == multiplier);
            return Math.Abs((law.Loss(row.Number("params"), row.Number("tokens") / row.Number("params")) / row.Number("loss_c4_val")) - 1);
        }

        static TrainingRun Run(IReadOnlyDictionary<string, string> row) => new(row.Number("params"), row.Number("tokens"), row.Number("loss_c4_val"));
    }

    [Fact]
    public void Experts_SBaseWithDense_HasTheKnownConstants()
    {
        var runs = ScalingData.Rows("moe_routing_sbase.csv")
            .Where(row => row["k"] == "1" && row.Number("routing_frequency") == 0.5 && row["seed"] == "42")
            .Select(row => (row.Number("dense_parameter_count"), row.Number("num_experts"), row.Number("loss_validation"))).ToList();

        var law = ExpertsLaw.Fit(runs)!;

        Assert.Equal(58, runs.Count);
        Assert.Equal(-0.0801, law.Size, 5e-4);
        Assert.Equal(-0.0881, law.Experts, 2e-3);
        Assert.Equal(0.00742, law.Joint, 3e-4);
        Assert.Equal(1.0790, law.Offset, 3e-3);
    }
}
