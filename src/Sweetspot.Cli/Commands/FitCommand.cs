using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot fit</c>: a law from finished trainings, and the best size for larger budgets.</summary>
internal sealed class FitCommand : Command
{
    private readonly Argument<string> _runs = new("runs") { Description = "CSV, TSV or JSON Lines of finished trainings, one a row, also .gz; or the name of a study in this folder." };
    private readonly Option<string?> _parameters = Column("--parameters", "Column of the number of parameters. [default: parameters]");
    private readonly Option<string?> _tokens = Column("--tokens", "Column of the tokens (or examples) seen in training. [default: tokens]");
    private readonly Option<string?> _loss = Column("--loss", "Column of the final loss; one metric, above 0. [default: nats_per_token of a study, else loss]");
    private readonly Option<string?> _flops = Column("--flops", "Column of the training FLOPs, to find runs of equal budget. [default: 6 × parameters × tokens]");
    private readonly Option<string?> _size = Column("--size", "Fit a learning curve instead: column of the size (rows of data, parameters, compute).");
    private readonly Option<string?> _error = Column("--error", "The curve's error or loss at that size; smaller is better.");
    private readonly Option<string?> _form = Flags.Word("--form", "The curve's form: M1 a/n^c, M2 e + a/n^c, M3 with a plateau at small n, M4 with one at both ends. [default: M2]", "M1", "M2", "M3", "M4");
    private readonly Option<double[]?> _at = Positive("--at", "Sizes to ask the curve about. [default: 2 and 10 times the largest]", "size");
    private readonly Option<string[]> _where = new("--where") { Description = "Use only rows that meet this, such as \"outlier == 0 and loss < 5\"; may be repeated.", DefaultValueFactory = _ => [], HelpName = "condition" };
    private readonly Option<double[]?> _budget = Positive("--budget", "Budgets to answer, in FLOPs: --budget 1e22 1e23. [default: 1, 10 and 100 times the largest run]", "flops");
    private readonly Option<double[]?> _delta = Positive("--delta", "Where Huber's loss turns from squares to sizes, in ln of the loss. [default: 0.001]", "delta");
    private readonly Option<int?> _holdOut = Flags.Whole<int>("--hold-out", "Runs to hold out for the roll-out test, those with the most compute. [default: a fifth]", 1);
    private readonly Option<int?> _resamples = Flags.Whole<int>("--resamples", "Resamples behind intervals; 0 for none. [default: 1000]", 0, 100_000);
    private readonly Option<ulong?> _seed = Flags.Whole<ulong>("--seed", "Seed of the resamples. [default: 1]", 0);
    private readonly Option<string?> _plot = new("--plot") { Description = "Draw the law and the runs to this SVG file.", HelpName = "file.svg" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };

    public FitCommand()
        : base("fit", "Fit a scaling law to finished trainings: L(N, D) = E + A/N^alpha + B/D^beta with intervals, a test on the largest runs, and the best size for larger budgets. "
            + "Vary parameters and tokens independently, a dozen runs or more over 30 times in compute. With --size and --error: a learning curve.")
    {
        Add(_runs);
        foreach (var option in new Option[] { _parameters, _tokens, _loss, _flops, _size, _error, _form, _at, _where, _budget, _delta, _holdOut, _resamples, _seed, _plot, _json })
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isCurve = parsed.GetValue(_size) is not null || parsed.GetValue(_error) is not null;
        CheckFlags(parsed, isCurve);
        if (parsed.GetValue(_plot) is { } plot)
        {
            OutputFile.Check(plot);
        }

        var (table, isStudy) = await RunTable.ReadAsync(parsed.GetRequiredValue(_runs), cancellationToken);
        IFitAnswer answer = isCurve ? Curve(parsed, table, isStudy) : Law(parsed, table, isStudy);
        if (parsed.GetValue(_plot) is { } path)
        {
            using var file = OutputFile.Create(path);
            file.Write(answer.Draw());
        }

        Console.Out.WriteLine(parsed.GetValue(_json) ? answer.Json() : answer.Text());
        return ExitCode.Ok;
    }

    private void CheckFlags(ParseResult parsed, bool isCurve)
    {
        if (isCurve && (parsed.GetValue(_size) is null || parsed.GetValue(_error) is null))
        {
            throw new UserInputException("--size and --error belong together: name both columns of the curve.");
        }

        Option[] strange = isCurve ? [_parameters, _tokens, _loss, _flops, _budget, _holdOut, _delta] : [_form, _at];
        var problems = strange.Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => isCurve ? $"{option.Name}: does not go with --size and --error." : $"{option.Name}: goes with --size and --error only.").ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }
    }

    private LawAnswer Law(ParseResult parsed, TableData table, bool isStudy)
    {
        var loss = parsed.GetValue(_loss) ?? (isStudy && table.Find("nats_per_token") is not null ? "nats_per_token" : "loss");
        List<(string, string)> columns = [("--parameters", parsed.GetValue(_parameters) ?? "parameters"), ("--tokens", parsed.GetValue(_tokens) ?? "tokens"), ("--loss", loss)];
        if (parsed.GetValue(_flops) is { } flops)
        {
            columns.Add(("--flops", flops));
        }

        var rows = Rows(parsed, table, isStudy, columns);
        var runs = rows.Rows.Select(row => new TrainingRun(row[0], row[1], row[2], row.Length > 3 ? row[3] : null)).ToList();
        var report = LawReport.Of(runs, new LawFitOptions
        {
            Delta = parsed.GetValue(_delta) is { Length: > 0 } delta ? delta[0] : new LawFitOptions().Delta,
            Resamples = parsed.GetValue(_resamples) ?? LawFitOptions.DefaultResamples,
            Seed = parsed.GetValue(_seed) ?? 1,
            HeldOut = parsed.GetValue(_holdOut),
            Budgets = [.. parsed.GetValue(_budget) ?? []],
        });
        return new LawAnswer(table.Name, report, rows);
    }

    private CurveAnswer Curve(ParseResult parsed, TableData table, bool isStudy)
    {
        var rows = Rows(parsed, table, isStudy, ("--size", parsed.GetValue(_size)!), ("--error", parsed.GetValue(_error)!));
        var form = Enum.Parse<CurveForm>(parsed.GetValue(_form) ?? nameof(CurveForm.M2));
        var resamples = parsed.GetValue(_resamples) ?? LawFitOptions.DefaultResamples;
        var report = CurveReport.Of([.. rows.Rows.Select(row => new SizePoint(row[0], row[1]))], form, parsed.GetValue(_at) ?? [], resamples, parsed.GetValue(_seed) ?? 1);
        return new CurveAnswer(table.Name, report, rows);
    }

    private MeasuredRows Rows(ParseResult parsed, TableData table, bool isStudy, params IReadOnlyList<(string Flag, string Column)> columns)
    {
        var where = parsed.GetValue(_where)!;
        ImmutableArray<string> usual = isStudy ? RunTable.Usual(table, where) : [];
        var rows = MeasuredRows.Read(table, [.. where, .. usual], columns);
        return RunTable.Note(usual) is { } note ? rows with { Warnings = [note, .. rows.Warnings] } : rows;
    }

    private static Option<string?> Column(string name, string description) => new(name) { Description = description, HelpName = "column" };

    /// <summary>Numbers above 0, by spaces, commas or repeated.</summary>
    private static Option<double[]?> Positive(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            var values = new List<double>();
            foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',')))
            {
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value > 0)
                {
                    values.Add(value);
                }
                else
                {
                    result.AddError($"{name}: \"{text}\" is not a number above 0, such as 1e22.");
                }
            }

            return [.. values];
        },
    };
}
