using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot classic</c>: the article's program and formula as written, and what they show.</summary>
internal sealed class ClassicCommand : Command
{
    private readonly Option<ulong?> _seed = Flags.Whole<ulong>("--seed", "Seed of the runs. [default: 1]", 0);
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };

    public ClassicCommand()
        : base("classic", "Run the article's genetic algorithm and formula as written, and show what they do. On your data: find --search classic.")
    {
        Add(_seed);
        Add(_json);
        SetAction(parsed => Run(parsed.GetValue(_seed) ?? 1, parsed.GetValue(_json)));
    }

    private static int Run(ulong seed, bool json)
    {
        var asWritten = ArticleProgram.Run(seed, MutationKind.LogicalNot);
        var proper = ArticleProgram.Run(seed, MutationKind.Redraw);
        Console.Out.WriteLine(json ? Json(seed, asWritten, proper) : Text(seed, asWritten, proper));
        return ExitCode.Ok;
    }

    private static string Text(ulong seed, ArticleRun asWritten, ArticleRun proper)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        output.WriteLine($"The article's program, seed {seed}: 50 individuals of 10 integers in 1..100, fitness 1/(sum + 1), 100 generations.");
        output.WriteLine();
        WriteRun(output, "As written (mutation by logical not)", asWritten);
        output.WriteLine(asWritten.LeftRangeAt is { } left
            ? $"  Logical not makes 0 of a gene: in generation {left} genes left their range 1..100, and a \"model\" of sum {asWritten.BestSum} won."
            : "  This run never left the range; others do.");
        output.WriteLine();
        WriteRun(output, "With a proper mutation (drawn anew from 1..100)", proper);
        output.WriteLine($"  The smallest sum wins: no fitness can exceed 1/11 = {1 / 11.0:0.0000}. Neither loss nor accuracy enters it, so it always prefers the smallest model.");
        output.WriteLine();
        WriteFormula(output);
        return output.ToString().TrimEnd();
    }

    private static void WriteRun(StringWriter output, string title, ArticleRun run)
    {
        output.WriteLine($"{title}: best sum {run.BestSum}, fitness {run.BestFitness:0.0000}, {run.Evaluations:N0} evaluations");
        output.WriteLine("  generation   evaluations   avg fitness   min fitness   max fitness");
        foreach (var generation in run.Statistics.Where(generation => generation.Generation is 0 or 1 or 2 or 5 or 10 or 15 or 20 or 30 or 50 or 100))
        {
            output.WriteLine($"  {generation.Generation,10}   {generation.Evaluations,11}   {generation.Average,11:0.000000}   {generation.Minimum,11:0.000000}   {generation.Maximum,11:0.000000}");
        }
    }

    private static void WriteFormula(StringWriter output)
    {
        var (printed, units) = (ArticleFormula.AsPrinted, ArticleFormula.InSiUnits);
        output.WriteLine("The article's formula: E = (T + R/V)/S with T = S·D/V, and U = R/V.");
        output.WriteLine($"  as printed (S 100, D 10, R 1000, V 1):         T = {printed.T:G6}, U = {printed.U:G6}, E = {printed.E:G6}");
        output.WriteLine($"  in SI units (S 1e8, D 1e7, R 1e15 FLOP/s, V 1/s): T = {units.T:G6}, U = {units.U:G6}, E = {units.E:G6}");
        output.WriteLine("  The printed T = 1000 s would need S = 0.0001 parameters, and the units do not close: R/V is FLOP per image, added to seconds.");
        output.WriteLine($"  E = D/V + R/(S·V) falls for every S > 0 towards D/V = {units.Infimum:G6}: it has no best size. E at S, 10 S, 100 S: "
            + string.Join(", ", new[] { 1.0, 10, 100 }.Select(factor => (units with { Size = units.Size * factor }).E.ToString("G8", CultureInfo.InvariantCulture))));
        var (k, p, q, data) = (1e12, 0.2, 0.5, 1e7);
        var best = ArticleFormula.OptimalSize(k, p, q, data)!.Value;
        output.WriteLine("  A best size appears where speed falls with size, V = v0·S^-q, and R = k·S^p with q > 0 and p + q < 1:");
        output.WriteLine($"  with k = {k:G3}, p = {p}, q = {q}, D = {data:G3}: S* = {best:N0} parameters; E at S*/2, S*, 2 S*: "
            + string.Join(", ", new[] { 0.5, 1, 2 }.Select(factor => ArticleFormula.SizedE(best * factor, k, p, q, data).ToString("G6", CultureInfo.InvariantCulture))));
        output.WriteLine();
        output.WriteLine($"On real trials, `sweetspot find digits --search classic` runs the same algorithm with {ClassicFitness.Describe(Objective.On(Metrics.Accuracy))}.");
    }

    private static string Json(ulong seed, ArticleRun asWritten, ArticleRun proper) => new JsonObject
    {
        ["schema"] = "sweetspot.classic/1",
        ["seed"] = seed,
        ["as_written"] = Run(asWritten),
        ["proper_mutation"] = Run(proper),
        ["formula"] = new JsonObject { ["as_printed"] = Formula(ArticleFormula.AsPrinted), ["si_units"] = Formula(ArticleFormula.InSiUnits) },
    }.ToJsonString(JsonText.Indented);

    private static JsonObject Run(ArticleRun run) => new()
    {
        ["best_sum"] = run.BestSum,
        ["best_fitness"] = run.BestFitness,
        ["left_range_at"] = run.LeftRangeAt,
        ["reached_fitness_1_at"] = run.ReachedOneAt,
        ["evaluations"] = run.Evaluations,
        ["generations"] = new JsonArray([.. run.Statistics.Select(generation => new JsonObject
        {
            ["generation"] = generation.Generation, ["evaluations"] = generation.Evaluations,
            ["avg"] = generation.Average, ["min"] = generation.Minimum, ["max"] = generation.Maximum,
        })]),
    };

    private static JsonObject Formula(ArticleFormula formula) => new()
    {
        ["size"] = formula.Size,
        ["data"] = formula.DataSize,
        ["resource"] = formula.Resource,
        ["speed"] = formula.Speed,
        ["T"] = formula.T,
        ["U"] = formula.U,
        ["E"] = formula.E,
        ["infimum"] = formula.Infimum,
    };
}
