using System.Globalization;
using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>Compares what <c>find digits --json</c> recommended with the best and the cheapest good model of the grid.</summary>
internal static class JudgeDigits
{
    private const double Slack = 0.005;
    private const double MostCostRatio = 1.5;

    /// <summary>Trainings of a recommended model: every fold once, since the time to the best checkpoint is mostly luck.</summary>
    private const int Runs = TrainingOptions.Folds;

    /// <summary>Retrains each recommendation with fresh seeds and prints a line for it.</summary>
    public static async Task RunAsync(IReadOnlyList<ModelWorth> grid, IEnumerable<string> studies, CancellationToken cancellationToken)
    {
        var digits = new DigitsTask();
        var best = grid.MaxBy(model => model.Accuracy) ?? throw new UserInputException("the grid is empty.");
        var enough = best.Accuracy - best.StandardError - Slack;
        var cheapest = grid.Where(model => model.Accuracy >= enough).MinBy(model => model.Cost)!; // the best is one
        Print($"best of the grid: {Describe(best)}; standard error {100 * best.StandardError:0.00} points");
        Print($"cheapest within one standard error + {100 * Slack} points ({100 * enough:0.00} %): {Describe(cheapest)}");
        var reference = await digits.MeasureAsync(digits.Find(cheapest.Key), Runs, "judge", cancellationToken); // costs of one hour compare
        Print($"best, retrained: {Describe(await digits.MeasureAsync(digits.Find(best.Key), Runs, "judge", cancellationToken))}");
        Print($"cheapest, retrained: {Describe(reference)}");
        Console.WriteLine("| study seed | recommended | as the study said | retrained | behind the best | latency ms | train s | cost to cheapest | verdict |");
        Console.WriteLine("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var file in studies)
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellationToken));
            var recommendation = document.RootElement.GetProperty("recommendation");
            var said = recommendation.GetProperty("metrics").GetProperty(Metrics.Accuracy.Name).GetProperty("value").GetDouble();
            var candidate = CandidateOf(recommendation.GetProperty("candidate"));
            var worth = await digits.MeasureAsync(candidate, Runs, "judge", cancellationToken);
            var ratio = worth.Cost / reference.Cost;
            var verdict = worth.Accuracy < enough ? "not good enough" : ratio > MostCostRatio ? "too costly" : "right";
            Print($"| {document.RootElement.GetProperty("seed").GetInt64()} | {digits.Definition.Shape(candidate).Describe()} | {100 * said:0.00} % | {100 * worth.Accuracy:0.00} % | {100 * (best.Accuracy - worth.Accuracy):0.00} | {worth.LatencyMs:0.0000} | {worth.TrainSeconds:0.00} | {ratio:0.00} | {verdict} |");
        }
    }

    private static string Describe(ModelWorth model) => string.Create(
        CultureInfo.InvariantCulture,
        $"{model.Key}, {100 * model.Accuracy:0.00} %, {model.LatencyMs:0.0000} ms, {model.TrainSeconds:0.00} s");

    private static Candidate CandidateOf(JsonElement genes) => new(genes.EnumerateObject().Select(gene => KeyValuePair.Create(
        gene.Name, gene.Value.ValueKind == JsonValueKind.Number ? GeneValue.Of(gene.Value.GetDouble()) : GeneValue.Of(gene.Value.GetString()!))));

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
