using System.Collections.Immutable;
using System.CommandLine;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot fit</c>: a law from finished trainings, and the best size for larger budgets.</summary>
internal sealed class FitCommand : Command
{
    private readonly Argument<string> _runs = new("runs") { Description = "CSV, TSV or JSON Lines of finished trainings, one a row, also .gz; or the name of a study in this folder (./NAME is the file where both are there)." };
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
    private readonly Option<int?> _holdOut = Flags.Whole<int>("--hold-out", "Runs to hold out for the roll-out test, those with the most compute. [default: a fifth, of fewer than 20 the largest]", 1);
    private readonly Option<int?> _resamples = Flags.Whole<int>("--resamples", $"Resamples behind intervals, {LawFitOptions.LeastResamples} or more; 0 for none. [default: {LawFitOptions.DefaultResamples}]", LawFitOptions.LeastResamples, 100_000, or: 0);
    private readonly Option<ulong?> _seed = Flags.Whole<ulong>("--seed", "Seed of the resamples. [default: 1]", 0);
    private readonly Option<string?> _law = Flags.Word("--law", "The law: chinchilla, L(N, D); repeated-data (with --unique); over-training, by size and tokens a parameter; experts (with --experts). [default: chinchilla]", [.. FitKinds.Words.Values]);
    private readonly Option<string?> _unique = Column("--unique", "Column of the unique tokens among those seen: what repeating data costs (repeated-data law).");
    private readonly Option<double[]?> _uniqueData = Positive("--unique-data", "Unique tokens to answer budgets for. [default: the most that a run had]", "tokens");
    private readonly Option<string?> _experts = Column("--experts", "Column of the number of experts, 1 of a dense model; --parameters are then those that one token meets.");
    private readonly Option<double[]?> _serve = Positive("--serve-tokens", "Tokens that the model will answer over its life, at 2 FLOPs a parameter each: the best size then is smaller.", "tokens");
    private readonly Option<string[]> _fitWhere = new("--fit-where") { Description = "Over-training: fit to the rows that meet this, and ask about all others; may be repeated. [default: all but the largest]", DefaultValueFactory = _ => [], HelpName = "condition" };
    private readonly Option<string?> _downstream = Column("--downstream", "Over-training: column of a mean task error, for its law by loss.");
    private readonly Option<string[]> _downstreamWhere = new("--downstream-where") { Description = "Rows that the law of task errors is fitted to; may be repeated. [default: those of --fit-where]", DefaultValueFactory = _ => [], HelpName = "condition" };
    private readonly Option<string?> _plot = PlotFile.Option("Draw the law and the runs to this SVG or PNG file.");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };

    public FitCommand()
        : base("fit", "Fit a scaling law to finished trainings: L(N, D) = E + A/N^alpha + B/D^beta with intervals, a test on the largest runs, and the best size for larger budgets. "
            + "Vary parameters and tokens independently, a dozen runs or more over 30 times in compute. With --size and --error: a learning curve.")
    {
        Add(_runs);
        foreach (var option in new Option[] { _parameters, _tokens, _loss, _flops, _size, _error, _form, _at, _where, _budget, _delta, _holdOut, _law, _unique, _uniqueData, _experts, _serve, _fitWhere, _downstream, _downstreamWhere, _resamples, _seed, _plot, _json })
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var kind = Kind(parsed);
        CheckFlags(parsed, kind);
        if (parsed.GetValue(_plot) is { } plot)
        {
            PlotFile.Check(plot, parsed.GetRequiredValue(_runs));
        }

        var (table, isStudy) = await RunTable.ReadAsync(parsed.GetRequiredValue(_runs), cancellationToken);
        var law = new StudyLaw(table, isStudy, parsed.GetValue(_where)!);
        IFitAnswer answer = kind switch
        {
            FitKind.Curve => Curve(parsed, law),
            FitKind.RepeatedData => law.Repeated(parsed.GetValue(_parameters), parsed.GetValue(_tokens), parsed.GetValue(_loss), parsed.GetValue(_unique), First(parsed, _uniqueData), FitOptions(parsed)),
            FitKind.OverTraining => law.OverTraining(parsed.GetValue(_parameters), parsed.GetValue(_tokens), parsed.GetValue(_loss), parsed.GetValue(_fitWhere)!, parsed.GetValue(_downstream), parsed.GetValue(_downstreamWhere)!),
            FitKind.Experts => law.Experts(parsed.GetValue(_parameters), parsed.GetValue(_experts)!, parsed.GetValue(_loss)),
            _ => law.Fit(parsed.GetValue(_parameters), parsed.GetValue(_tokens), parsed.GetValue(_loss), parsed.GetValue(_flops), FitOptions(parsed)) with { ServeTokens = First(parsed, _serve) },
        };
        if (parsed.GetValue(_plot) is { } path)
        {
            PlotFile.Write(path, answer.Draw());
        }

        Console.Out.WriteLine(parsed.GetValue(_json) ? answer.Json() : answer.Text());
        return ExitCode.Ok;
    }

    /// <summary>The law asked for by name, or by the columns that only it has.</summary>
    private FitKind Kind(ParseResult parsed) => parsed.GetValue(_size) is not null || parsed.GetValue(_error) is not null ? FitKind.Curve
        : parsed.GetValue(_law) is { } word ? FitKinds.Words.First(pair => pair.Value == word).Key
        : parsed.GetValue(_unique) is not null ? FitKind.RepeatedData
        : parsed.GetValue(_experts) is not null ? FitKind.Experts
        : FitKind.Chinchilla;

    private void CheckFlags(ParseResult parsed, FitKind kind)
    {
        if (kind == FitKind.Curve && (parsed.GetValue(_size) is null || parsed.GetValue(_error) is null))
        {
            throw new UserInputException("--size and --error belong together: name both columns of the curve.");
        }

        if (kind == FitKind.Experts && parsed.GetValue(_experts) is null)
        {
            throw new UserInputException("--law experts: name the column of the number of experts with --experts.");
        }

        Dictionary<Option, FitKind[]> only = new()
        {
            [_parameters] = [FitKind.Chinchilla, FitKind.RepeatedData, FitKind.OverTraining, FitKind.Experts],
            [_tokens] = [FitKind.Chinchilla, FitKind.RepeatedData, FitKind.OverTraining],
            [_loss] = [FitKind.Chinchilla, FitKind.RepeatedData, FitKind.OverTraining, FitKind.Experts],
            [_flops] = [FitKind.Chinchilla],
            [_budget] = [FitKind.Chinchilla, FitKind.RepeatedData],
            [_holdOut] = [FitKind.Chinchilla],
            [_delta] = [FitKind.Chinchilla],
            [_serve] = [FitKind.Chinchilla],
            [_law] = [FitKind.Chinchilla, FitKind.RepeatedData, FitKind.OverTraining, FitKind.Experts],
            [_unique] = [FitKind.RepeatedData],
            [_uniqueData] = [FitKind.RepeatedData],
            [_experts] = [FitKind.Experts],
            [_fitWhere] = [FitKind.OverTraining],
            [_downstream] = [FitKind.OverTraining],
            [_downstreamWhere] = [FitKind.OverTraining],
            [_form] = [FitKind.Curve],
            [_at] = [FitKind.Curve],
        };
        var problems = only.Where(pair => !pair.Value.Contains(kind) && parsed.GetResult(pair.Key) is { Implicit: false })
            .Select(pair => kind == FitKind.Curve ? $"{pair.Key.Name}: does not go with --size and --error."
                : pair.Value is [FitKind.Curve] ? $"{pair.Key.Name}: goes with --size and --error only."
                : $"{pair.Key.Name}: goes with {Words(pair.Value)} only, and this is {FitKinds.Words[kind]}.").ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }
    }

    private static string Words(IEnumerable<FitKind> kinds) => $"--law {string.Join(", ", kinds.Select(kind => FitKinds.Words[kind]))}";

    private static double? First(ParseResult parsed, Option<double[]?> option) => parsed.GetValue(option) is [var first, ..] ? first : null;

    private LawFitOptions FitOptions(ParseResult parsed) => new()
    {
        Delta = First(parsed, _delta) ?? new LawFitOptions().Delta,
        Resamples = parsed.GetValue(_resamples) ?? LawFitOptions.DefaultResamples,
        Seed = parsed.GetValue(_seed) ?? 1,
        HeldOut = parsed.GetValue(_holdOut),
        Budgets = [.. parsed.GetValue(_budget) ?? []],
    };

    private CurveAnswer Curve(ParseResult parsed, StudyLaw law)
    {
        var rows = law.Rows(("--size", parsed.GetValue(_size)!), ("--error", parsed.GetValue(_error)!));
        var form = Enum.Parse<CurveForm>(parsed.GetValue(_form) ?? nameof(CurveForm.M2));
        var resamples = parsed.GetValue(_resamples) ?? LawFitOptions.DefaultResamples;
        var report = CurveReport.Of([.. rows.Rows.Select(row => new SizePoint(row[0], row[1]))], form, parsed.GetValue(_at) ?? [], resamples, parsed.GetValue(_seed) ?? 1);
        return new CurveAnswer(law.Table.Name, report, rows, parsed.GetValue(_size)!, parsed.GetValue(_error)!); // both are there, or it is no curve
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
                if (Amounts.Read(text) is { } value)
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
