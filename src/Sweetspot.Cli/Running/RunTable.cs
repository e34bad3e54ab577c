using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Finished trainings as a table: of a file, or of a study's completed trials.</summary>
internal static class RunTable
{
    private const string Purpose = "purpose";

    /// <summary>What a study's trials are taken to be that lack the gene, and what a law is fitted to unless asked otherwise.</summary>
    private static readonly ImmutableArray<(string Column, string Value)> s_plain =
        [(PrecisionGene.Name, Precision.Fp32.Word()), (Compression.PruneGene, "0"), (Compression.DistillGene, "off")];

    /// <exception cref="UserInputException">There is neither such a file nor such a study.</exception>
    public static async Task<(TableData Table, bool IsStudy)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        // A study is named after its data, whose file lies here too: the study is meant, and ./NAME is the file.
        var isStudy = File.Exists(Workspace.Current.Store)
            && (await StudyViewer.HasAsync(Workspace.Current, name, cancellationToken) || (!File.Exists(name) && !name.Contains('.', StringComparison.Ordinal)));
        if (!isStudy)
        {
            return (ResultsTable.Read(name), false);
        }

        var study = await StudyViewer.ReadAsync(Workspace.Current, name, null, cancellationToken);
        return (Of(study.Name, study.Identity, study.Trials), true);
    }

    /// <summary>The completed trials of a study: a column for the purpose, the epochs, each gene and each metric, and <c>error</c> for 1 minus an accuracy.</summary>
    /// <exception cref="UserInputException">None has completed.</exception>
    public static TableData Of(string name, string identity, IReadOnlyList<Trial> all)
    {
        var trials = all.Where(trial => trial.State == TrialState.Completed).ToList();
        if (trials.Count == 0)
        {
            throw new UserInputException($"the study {name} has no completed trial yet; let find run on.");
        }

        var columns = new TrialColumns(trials);
        TableColumn[] table =
        [
            Column(Purpose, trial => trial.Request.Purpose.ToString().ToLowerInvariant()),
            Column("epochs", trial => Text(trial.Request.Fidelity.Epochs)),
            .. s_plain.Select(plain => Column(plain.Column, trial => trial.Candidate.Find(plain.Column)?.ToString() ?? plain.Value)),
            .. columns.Genes.Select(gene => Column(gene, trial => trial.Candidate.Find(gene)?.ToString() ?? "")),
            .. columns.Metrics.Contains(Metrics.Accuracy.Name) ? [Column("error", trial => trial.Value(Metrics.Accuracy.Name) is { } accuracy ? Text(1 - accuracy) : "")] : Array.Empty<TableColumn>(),
            .. columns.Metrics.Select(metric => Column(metric, trial => trial.Value(metric) is { } value ? Text(value) : "")),
        ];
        return new TableData(name, identity, trials.Count, [.. table.DistinctBy(column => column.Name)], row => $"trial {trials[row].Number}");

        TableColumn Column(string column, Func<Trial, string> cell) => new(column, trials.ConvertAll(trial => cell(trial)));
    }

    /// <summary>Conditions that keep a study's searched, uncompressed trials in fp32, but for columns that the user's own conditions name and those that leave nothing out.</summary>
    public static ImmutableArray<string> Usual(TableData study, IReadOnlyCollection<string> where) =>
    [
        .. s_plain.Prepend((Column: Purpose, Value: "search"))
            .Where(usual => !where.Any(text => Regex.IsMatch(text, $@"\b{usual.Column}\b")) && study.Find(usual.Column) is { } column
                && column.Cells.Contains(usual.Value) && column.Cells.Any(cell => cell != usual.Value))
            .Select(usual => study.Find(usual.Column)!.HoldsWords ? $"{usual.Column} == '{usual.Value}'" : $"{usual.Column} == {usual.Value}"),
    ];

    /// <summary>Says which trials were taken; null where that is all of them.</summary>
    public static string? Note(ImmutableArray<string> usual) => usual.IsEmpty
        ? null
        : $"of the study's trials only those where {string.Join(" and ", usual)} were taken; name {Counted.Word(usual.Length, "this column", "these columns")} with --where to take others";

    private static string Text(IFormattable value) => value.ToString(value is double ? "R" : null, CultureInfo.InvariantCulture);
}
