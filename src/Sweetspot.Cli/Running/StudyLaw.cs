using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The law of a study's trials or of a table of runs, from the columns asked for or from those that a study has.</summary>
/// <param name="Table">The runs.</param>
/// <param name="IsStudy">Whether they are a study's trials.</param>
/// <param name="Where">Conditions on the rows.</param>
internal sealed record StudyLaw(TableData Table, bool IsStudy, IReadOnlyList<string> Where)
{
    /// <summary>Column of the parameters where none is named.</summary>
    public static string Parameters => Metrics.Parameters.Name;

    /// <summary>Column of the tokens, or of the rows learned from, where none is named.</summary>
    public string Tokens => IsStudy && Table.Find(Metrics.Tokens.Name) is null && Table.Find(RunLadder.RowsGene) is not null ? RunLadder.RowsGene : Metrics.Tokens.Name;

    /// <summary>Column of the loss where none is named.</summary>
    public string Loss => IsStudy && Table.Find(Metrics.NatsPerToken.Name) is not null ? Metrics.NatsPerToken.Name : Metrics.Loss.Name;

    /// <summary>The law of a ladder that has just been trained, with every default.</summary>
    /// <exception cref="UserInputException">The runs cannot tell the constants apart.</exception>
    public static LawAnswer Of(StudyResult study) => new StudyLaw(RunTable.Of(study.Name, study.Identity, study.Trials), true, []).Fit(null, null, null, null, new LawFitOptions());

    /// <summary>Fits the law; columns that are null are the usual ones.</summary>
    /// <exception cref="UserInputException">A column is missing, or the runs cannot tell the constants apart.</exception>
    public LawAnswer Fit(string? parameters, string? tokens, string? loss, string? flops, LawFitOptions options)
    {
        List<(string, string)> columns = [("--parameters", parameters ?? Parameters), ("--tokens", tokens ?? Tokens), ("--loss", loss ?? Loss)];
        if (flops is not null)
        {
            columns.Add(("--flops", flops));
        }

        var rows = Rows(columns);
        var runs = rows.Rows.Select(row => new TrainingRun(row[0], row[1], row[2], row.Length > 3 ? row[3] : null)).ToList();
        return new LawAnswer(Table.Name, LawReport.Of(runs, options), rows, new CountedColumns(columns[0].Item2, columns[1].Item2, columns[2].Item2));
    }

    /// <summary>Fits what repetition costs.</summary>
    /// <exception cref="UserInputException">A column is missing, or no runs can be compared.</exception>
    public RepeatedAnswer Repeated(string? parameters, string? tokens, string? loss, string? unique, double? uniqueData, LawFitOptions options)
    {
        var rows = Rows(("--parameters", parameters ?? Parameters), ("--tokens", tokens ?? Tokens), ("--loss", loss ?? Loss), ("--unique", unique ?? Metrics.UniqueTokens.Name));
        var runs = rows.Rows.Select(row => new TrainingRun(row[0], row[1], row[2], null, row[3])).ToList();
        var published = PublishedLaw.All.First(law => law.Repeated is not null);
        var largest = runs.Max(run => run.Compute);
        return new RepeatedAnswer(
            Table.Name,
            RepeatedDataFit.Fit(runs, published.Law, RepeatedDataFit.DefaultMostRatio, Math.Min(options.Resamples, RepeatedDataFit.UsualResamples), options.Seed),
            published,
            OwnFresh(runs) is { } own ? RepeatedDataFit.Fit(runs, own, RepeatedDataFit.DefaultMostRatio, 0) : null,
            uniqueData ?? runs.Max(run => run.UniqueTokens!.Value),
            options.Budgets.IsEmpty ? [largest, 10 * largest, 100 * largest] : options.Budgets,
            rows);
    }

    /// <summary>Fits loss by size and tokens a parameter.</summary>
    /// <param name="parameters">Column; null: the usual.</param>
    /// <param name="tokens">Column; null: the usual.</param>
    /// <param name="loss">Column; null: the usual.</param>
    /// <param name="fitted">Conditions of the rows to fit; none: all but the run with the most compute.</param>
    /// <param name="downstream">Column of task errors; null: none.</param>
    /// <param name="downstreamFitted">Conditions of the rows that its law is fitted to; none: those fitted.</param>
    /// <exception cref="UserInputException">A column is missing, or there are too few rows.</exception>
    public OverTrainingAnswer OverTraining(string? parameters, string? tokens, string? loss, IReadOnlyList<string> fitted, string? downstream, IReadOnlyList<string> downstreamFitted)
    {
        List<(string, string)> columns = [("--parameters", parameters ?? Parameters), ("--tokens", tokens ?? Tokens), ("--loss", loss ?? Loss)];
        if (downstream is not null)
        {
            columns.Add(("--downstream", downstream));
        }

        var all = Rows(columns);
        var largest = all.Places[Enumerable.Range(0, all.Rows.Length).MaxBy(row => all.Rows[row][0] * all.Rows[row][1])];
        HashSet<string> chosen = fitted.Count == 0 ? [.. all.Places.Where(place => place != largest)] : [.. (this with { Where = [.. Where, .. fitted] }).Rows(columns).Places];
        var runs = all.Rows.Where((_, row) => chosen.Contains(all.Places[row])).Select(Run).ToList();
        if (runs.Count < 4)
        {
            throw new UserInputException($"{runs.Count} runs to fit: the law has four constants and needs at least 4, one of them over-trained.");
        }

        var law = OverTrainingLaw.Fit(runs);
        HashSet<string> judged = downstreamFitted.Count == 0 ? chosen : [.. (this with { Where = [.. Where, .. downstreamFitted] }).Rows(columns).Places];
        var errors = all.Rows.Where((row, index) => row.Length > 3 && judged.Contains(all.Places[index])).Select(row => (row[2], row[3])).ToList();
        return new OverTrainingAnswer(
            Table.Name, law, runs.Count,
            [.. all.Rows.Where((_, row) => !chosen.Contains(all.Places[row])).Select(row => new OverTrainingAnswer.AskedRun(Run(row), row.Length > 3 ? row[3] : null))],
            downstream is null ? null : DownstreamLaw.Fit(errors), errors.Count, all);

        static TrainingRun Run(double[] row) => new(row[0], row[1], row[2]);
    }

    /// <summary>Fits loss by parameters a token and experts.</summary>
    /// <exception cref="UserInputException">A column is missing, or sizes and experts do not vary independently.</exception>
    public ExpertsAnswer Experts(string? parameters, string experts, string? loss)
    {
        var rows = Rows(("--parameters", parameters ?? Parameters), ("--experts", experts), ("--loss", loss ?? Loss));
        var runs = rows.Rows.Select(row => (row[0], row[1], row[2])).ToList();
        return runs.Count > 4 && ExpertsLaw.Fit(runs) is { } law
            ? new ExpertsAnswer(Table.Name, law, runs, rows)
            : throw new UserInputException($"{runs.Count} runs do not tell size and experts apart: train at least 5, of two sizes or more, each with several numbers of experts.");
    }

    /// <summary>The law of the runs that repeat nothing; null where they do not tell it.</summary>
    private static ScalingLaw? OwnFresh(IEnumerable<TrainingRun> runs)
    {
        const int fewest = 12;
        List<TrainingRun> fresh = [.. runs.Where(run => run.Tokens <= run.UniqueTokens * 1.005)];
        try
        {
            return fresh.Count >= fewest && LawFit.Fit(fresh, new LawFitOptions { Resamples = 0 }).Law is { Alpha: > 0, Beta: > 0 } law ? law : null;
        }
        catch (UserInputException)
        {
            return null; // the published constants stand alone then
        }
    }

    /// <summary>The usable rows of some columns; of a study only those that usually belong to one law.</summary>
    public MeasuredRows Rows(params IReadOnlyList<(string Flag, string Column)> columns)
    {
        ImmutableArray<string> usual = IsStudy ? RunTable.Usual(Table, [.. Where]) : [];
        var rows = MeasuredRows.Read(Table, [.. Where, .. usual], columns);
        return RunTable.Note(usual) is { } note ? rows with { Warnings = [note, .. rows.Warnings] } : rows;
    }
}
