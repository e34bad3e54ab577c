using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What <c>fit</c> found of runs with parameters and tokens.</summary>
internal sealed record LawAnswer(string Name, LawReport Report, MeasuredRows Rows, CountedColumns Columns) : IFitAnswer
{
    /// <summary>Tokens that will be answered; null where that was not asked.</summary>
    public double? ServeTokens { get; init; }

    private IEnumerable<string> Warnings => Rows.Warnings.Concat(Report.Warnings).Concat(Columns.Warnings).Concat(Report.AnswerWarnings);

    public string Text()
    {
        var (fit, law) = (Report.Fit, Report.Fit.Law);
        List<string> lines =
        [
            FormattableString.Invariant($"{Name}: {fit.Runs.Length} runs, {G(fit.Runs.Min(run => run.Compute))} to {G(fit.LargestCompute)} FLOP, loss {fit.Runs.Min(run => run.Loss):0.####} to {fit.Runs.Max(run => run.Loss):0.####}"),
            "",
            $"L(N, D) = {Formula(law)}     (N parameters, D {Columns.Data})",
            "",
            .. TextTable([["", "value", "95 % interval", "standard error"], .. LawDocument.Constants.Append(("N* ~ C^", l => l.ParameterExponent)).Select(constant => new[]
            {
                constant.Item1, FitNumber.Text(constant.Item2(law)), Range(fit.IntervalOf(constant.Item2)), FitNumber.Error(fit.StandardErrorOf(constant.Item2), !fit.Resampled.IsEmpty),
            })]),
            "",
            FormattableString.Invariant($"Objective {fit.Objective:0.000000e+0} (sum of Huber's loss of ln L, delta {fit.Delta:0.######}); {fit.Agreeing} of {fit.Starts} starts agree; runs scatter {FitNumber.Text(100 * fit.RelativeError, "0.##")} % around the law."),
        ];
        if (!fit.Resampled.IsEmpty)
        {
            lines.Add($"Intervals: {fit.Resampled.Length} resamples of the {(fit.DrewRuns ? "runs" : "residuals")}.");
        }

        if (!Report.NotIdentified.IsEmpty)
        {
            lines.AddRange(["", "Not identified by these runs:", .. Report.NotIdentified.Select(line => $"  {line}")]);
        }

        if (!Report.Optimum.IsEmpty)
        {
            lines.AddRange(["", "Best size by budget (C = 6 N D):", .. TextTable([["FLOP", "parameters", "95 %", Columns.Data, $"{Columns.Data} per parameter", "loss", "within 1 % of it"], .. Report.Optimum.Select(Row)])]);
        }

        if (Serving is { } serving)
        {
            lines.AddRange(["", .. serving.Text()]);
        }

        lines.AddRange(["", RollOut(), .. Methods(), .. Rows.Excluded.Select(line => $"Excluded: {line}"), .. Warnings.Select(line => $"Warning: {line}.")]);
        return string.Join(Environment.NewLine, lines);
    }

    public string Json() => new LawDocument(Name, Report, Rows, Columns, Serving).Write();

    public string Draw() => FitChart.Of(Report);

    /// <summary>The law with its constants.</summary>
    public static string Formula(ScalingLaw law) => $"{FitNumber.Text(law.E)} + {FitNumber.Term(law.A, law.Alpha, "N")} + {FitNumber.Term(law.B, law.Beta, "D")}";

    private static string[] Row(BudgetAnswer answer) =>
    [
        G(answer.Best.Flops) + (answer.IsExtrapolated ? " (extrapolated)" : ""), PlanNumber.Count(answer.Best.Parameters), Counts(answer.Parameters), PlanNumber.Count(answer.Best.Tokens),
        PlanNumber.Count(answer.Best.TokensPerParameter) + (answer.TokensPerParameter is { } ratio ? $" ({Counts(ratio)})" : ""),
        PlanNumber.Error(answer.Best.Loss, answer.Best.Loss) + (answer.Loss is { } loss ? $" ({Range(loss, value => PlanNumber.Error(value, answer.Best.Loss))})" : ""),
        Counts(answer.Flat),
    ];

    private string RollOut() => Report.RollOut is not { } test ? "Roll-out: none." : test.HeldOut is [var only] ? Largest(test, only) : FormattableString.Invariant(
        $"Roll-out: fitted to the {test.Fit.Runs.Length} smaller runs, the {test.HeldOut.Length} largest are predicted {FitNumber.Text(100 * test.MeanError, "0.##")} % off on average, {FitNumber.Text(100 * test.LargestError, "0.##")} % at most")
        + (test.Fit.Resampled.IsEmpty ? "." : $"; {test.Covered} of {test.HeldOut.Length} lie in their 95 % intervals.");

    private ServingAnswer? Serving => ServeTokens is { } served && !Report.Optimum.IsEmpty ? new ServingAnswer(Report.Fit.Law, served, [.. Report.Optimum.Select(answer => answer.Best)]) : null;

    private string Largest(RollOutTest test, HeldOutRun run)
    {
        var interval = run.Interval is { } range ? $" ({Range(range, Seen)}; 95 %)" : "";
        var verdict = run.Interval is not { } within ? "" : within.Holds(run.Run.Loss) ? ", within the interval" : ", outside the interval";
        return FormattableString.Invariant($"Roll-out: the law of the {test.Fit.Runs.Length} smaller runs predicts {Seen(run.Predicted)}{interval} for the largest ({PlanNumber.Count(run.Run.Parameters)} parameters, {PlanNumber.Count(run.Run.Tokens)} {Columns.Data}); ")
            + FormattableString.Invariant($"measured {Seen(run.Run.Loss)}: {100 * run.RelativeError:+0.##;-0.##;0} %{verdict}.");

        string Seen(double value) => PlanNumber.Error(value, run.Run.Loss);
    }

    private IEnumerable<string> Methods()
    {
        var other = Report.LeastSquares;
        yield return $"By least squares on the loss: E {FitNumber.Text(other.E)}, alpha {FitNumber.Text(other.Alpha)}, beta {FitNumber.Text(other.Beta)}.";
        yield return Report.IsoFlop is { } iso
            ? FormattableString.Invariant($"By parabolas of {iso.Used} of {iso.Budgets.Length} budgets: N* = {iso.Coefficient:0.###e+0} C^{iso.Exponent:0.####}.")
            : $"By parabolas: not possible; {Report.NoIsoFlop}.";
    }

    private static string G(double value) => FitNumber.Text(value, "0.###e+0");

    private static string Range(Interval? interval) => FitNumber.Range(interval, interval is { High: >= 1e4 } ? "0.###e+0" : "0.####");

    private static string Counts(Interval? interval) => Range(interval, PlanNumber.Count);

    /// <summary>A range as text; what the runs leave open is said to be so.</summary>
    private static string Range(Interval? interval, Func<double, string> text) =>
        interval is { } range && double.IsFinite(range.Low) && double.IsFinite(range.High) ? PlanNumber.Range(range, text) : FitNumber.Range(interval);

    private static IEnumerable<string> TextTable(string[][] rows) => FitJson.Table(rows);
}
