namespace Sweetspot.Planning.Tests;

public class PublishedLawTests
{
    private static readonly ScalingLaw s_sardana = new(1.69, 406.4, 410.7, 0.336, 0.283);

    [Fact]
    public void Default_IsTheRefit() => Assert.Equal("chinchilla-besiroglu", PublishedLaw.Default.Name);

    [Fact]
    public void Default_ScatterOfOneRun_IsThatOfItsRuns()
    {
        var (law, runs) = (PublishedLaw.Default.Law, ScalingData.Chinchilla());

        var scatter = Math.Sqrt(runs.Sum(run => Math.Pow(Math.Log(law.Loss(run.Parameters, run.Tokens) / run.Loss), 2)) / (runs.Length - 5));

        Assert.Equal(scatter, PublishedLaw.Default.Scatter!.Value, 1e-4);
    }

    [Theory]
    [InlineData("chinchilla-besiroglu", 1e19, 2.6217e8, 24.249)]
    [InlineData("chinchilla-besiroglu", 1e20, 8.5348e8, 22.880)]
    [InlineData("chinchilla-besiroglu", 1e21, 2.7785e9, 21.589)]
    [InlineData("chinchilla-besiroglu", 1e22, 9.0452e9, 20.371)]
    [InlineData("chinchilla-besiroglu", 1e23, 2.9446e10, 19.222)]
    [InlineData("chinchilla-besiroglu", 1e24, 9.5861e10, 18.137)]
    [InlineData("chinchilla-besiroglu", 1e25, 3.1207e11, 17.114)]
    [InlineData("chinchilla-besiroglu", 1e26, 1.0159e12, 16.148)]
    [InlineData("chinchilla-besiroglu", 5.76e23, 7.2249e10, 18.391)]
    [InlineData("chinchilla-hoffmann-rounded", 1e19, 2.2796e8, 32.07)]
    [InlineData("chinchilla-hoffmann-rounded", 1e20, 6.4486e8, 40.08)]
    [InlineData("chinchilla-hoffmann-rounded", 1e21, 1.8242e9, 50.08)]
    [InlineData("chinchilla-hoffmann-rounded", 1e22, 5.1605e9, 62.59)]
    [InlineData("chinchilla-hoffmann-rounded", 1e23, 1.4598e10, 78.21)]
    [InlineData("chinchilla-hoffmann-rounded", 1e24, 4.1297e10, 97.73)]
    [InlineData("chinchilla-hoffmann-rounded", 1e25, 1.1682e11, 122.1)]
    [InlineData("chinchilla-hoffmann-rounded", 1e26, 3.3048e11, 152.6)]
    [InlineData("chinchilla-hoffmann-rounded", 5.76e23, 3.2190e10, 92.65)]
    [InlineData("chinchilla-hoffmann", 1e19, 2.7084e8, 22.72)]
    [InlineData("chinchilla-hoffmann", 1e20, 7.7487e8, 27.76)]
    [InlineData("chinchilla-hoffmann", 1e21, 2.2170e9, 33.91)]
    [InlineData("chinchilla-hoffmann", 1e22, 6.3428e9, 41.43)]
    [InlineData("chinchilla-hoffmann", 1e23, 1.8147e10, 50.61)]
    [InlineData("chinchilla-hoffmann", 1e24, 5.1920e10, 61.83)]
    [InlineData("chinchilla-hoffmann", 1e25, 1.4855e11, 75.53)]
    [InlineData("chinchilla-hoffmann", 1e26, 4.2500e11, 92.27)]
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
    [InlineData(3, 2.87548)]
    [InlineData(4, 3.72567)]
    [InlineData(5, 4.52237)]
    [InlineData(8, 6.62412)]
    [InlineData(16, 10.58246)]
    [InlineData(32, 14.33541)]
    [InlineData(40, 15.16746)]
    [InlineData(64, 16.13125)]
    [InlineData(100, 16.36304)]
    [InlineData(1e6, 16.387756)]
    public void RepeatedData_Epochs_AreWorthLessAndLess(double epochs, double worth) =>
        Assert.Equal(worth, PublishedLaw.Find("data-constrained").Repeated!.EffectiveTokens(epochs * 1e9, 1e9) / 1e9, 1e-5);

    [Theory]
    [InlineData(1e20, 1e9, 6.1255e8, 27.21, 2.80779)]
    [InlineData(1e21, 1e9, 1.7695e9, 94.19, 2.76201)]
    [InlineData(9.3e21, 25e9, 6.8152e9, 9.097, 2.22509)]
    [InlineData(1e22, 1e10, 6.1255e9, 27.21, 2.28586)]
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
    [InlineData(13e9, 576.5e9, 1e12, 8.3228e9, 9.6692e11, 6.4930e22)]
    [InlineData(13e9, 576.5e9, 2e12, 6.9686e9, 1.2478e12, 8.0049e22)]
    [InlineData(30e9, 1.556e12, 5e12, 1.6412e10, 3.2650e12, 4.8564e23)]
    [InlineData(70e9, 4.255e12, 1e13, 4.1551e10, 7.9225e12, 2.8062e24)]
    public void InferenceAware_ForALoss_IsTheKnownOptimum(double from, double tokens, double demand, double parameters, double best, double total)
    {
        // The table starts from Chinchilla-optimal sizes, α A N^-α = β B D^-β, and shows their tokens rounded.
        var start = Math.Pow(s_sardana.Beta * s_sardana.B / (s_sardana.Alpha * s_sardana.A) * Math.Pow(from, s_sardana.Alpha), 1 / s_sardana.Beta);

        var optimum = InferenceAwareOptimum.ForLoss(s_sardana, s_sardana.Loss(from, start), demand)!.Value;

        Assert.Equal(1, start / tokens, 3e-4);
        Assert.Equal(1, optimum.Flops / total, 1e-4);
        Assert.Equal(1, optimum.Parameters / parameters, 1e-4);
        Assert.Equal(1, optimum.Tokens / best, 1e-4);
    }

    [Theory]
    [InlineData(1e23, 0, 2.9446e10, 5.6601e11)]
    [InlineData(1e23, 1e10, 2.9119e10, 5.6903e11)]
    [InlineData(1e23, 1e11, 2.6529e10, 5.9492e11)]
    [InlineData(1e23, 1e12, 1.4933e10, 7.8277e11)]
    [InlineData(1e21, 0, 2.7785e9, null)]
    [InlineData(1e21, 1e10, 2.5169e9, null)]
    [InlineData(1e21, 1e11, 1.4458e9, null)]
    [InlineData(1e21, 1e12, 3.3456e8, null)]
    public void InferenceAware_ForABudget_IsTheKnownOptimum(double flops, double demand, double parameters, double? tokens)
    {
        var best = InferenceAwareOptimum.ForBudget(PublishedLaw.Default.Law, flops, demand);

        Assert.Equal(1, best.Parameters / parameters, 1e-4);
        Assert.Equal(1, tokens is null ? 1 : best.Tokens / tokens.Value, 1e-4);
    }

    [Theory]
    [InlineData("rpj", 0.272851, 1.836648, 640, 0.007103, 0.007320, 1e-6)]
    [InlineData("c4_original", 0.242472, 1.508261, 80, 0.0150, 0.0430, 6e-5)]
    public void OverTraining_FiveSmallRuns_PredictTheLargeOnes(string set, double exponent, double floor, double multiplier, double overTrained, double large, double tolerance)
    {
        var rows = ScalingData.Rows("gadre_overtraining.csv").Where(row => row["train_set"] == set).ToList();
        var small = rows.Where(row => !row["model"].StartsWith("open_lm", StringComparison.Ordinal)).ToList();
        var least = small.Min(row => row.Number("params"));
        var runs = small.Where(row => row.Number("token_multiplier") == 20 || (row.Number("token_multiplier") == 320 && row.Number("params") == least)).ToList();

        var law = OverTrainingLaw.Fit([.. runs.Select(Run)]);

        Assert.Equal(5, runs.Count);
        Assert.Equal(exponent, law.Exponent, 2e-6);
        Assert.Equal(floor, law.E, 1e-5);
        Assert.Equal(overTrained, ErrorAt("open_lm_1b", multiplier), tolerance);
        Assert.Equal(large, ErrorAt("open_lm_7b", 20), tolerance);

        double ErrorAt(string model, double tokensPerParameter)
        {
            var row = rows.Single(row => row["model"] == model && row.Number("token_multiplier") == tokensPerParameter);
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
        Assert.Equal(-0.0801, law.Size, 6e-5);
        Assert.Equal(-0.0881, law.Experts, 6e-5);
        Assert.Equal(0.00742, law.Joint, 6e-6);
        Assert.Equal(1.0790, law.Offset, 6e-5);
        Assert.Equal(0.0038, Math.Sqrt(runs.Average(run => Math.Pow(Math.Log10(law.Loss(run.Item1, run.Item2) / run.Item3), 2))), 6e-5);
    }

    [Fact]
    public void Downstream_FedWithPredictedLoss_PredictsTheErrorOfLargeModels()
    {
        var rows = ScalingData.Rows("gadre_overtraining.csv").Where(row => row["train_set"] == "rpj").ToList();
        var least = rows.Min(row => row.Number("params"));
        var fitted = rows.Where(row => !row["model"].StartsWith("open_lm", StringComparison.Ordinal) && (row.Number("token_multiplier") == 20 || (row.Number("token_multiplier") == 320 && row.Number("params") == least))).ToList();
        var law = OverTrainingLaw.Fit([.. fitted.Select(row => new TrainingRun(row.Number("params"), row.Number("tokens"), row.Number("loss_c4_val")))]);
        var medium = rows.Single(row => row["model"] == "open_lm_1b" && row.Number("token_multiplier") == 20);

        var errors = DownstreamLaw.Fit([.. fitted.Append(medium).Select(row => (row.Number("loss_c4_val"), row.Number("err_avg17")))]);

        Assert.Equal(0.856992, errors.Ceiling, 1e-4);
        Assert.Equal(2.20649, errors.Scale, 2e-3);
        Assert.Equal(0.714591, errors.Rate, 3e-4);
        Assert.Equal(0.036365, Off(rows.Single(row => row["model"] == "open_lm_1b" && row.Number("token_multiplier") == 640)), 1e-5);
        Assert.Equal(0.000464, Off(rows.Single(row => row["model"] == "open_lm_7b")), 1e-5);

        double Loss(IReadOnlyDictionary<string, string> row) => law.Loss(row.Number("params"), row.Number("tokens") / row.Number("params"));
        double Off(IReadOnlyDictionary<string, string> row) => Math.Abs((errors.Error(Loss(row)) / row.Number("err_avg17")) - 1);
    }
}
