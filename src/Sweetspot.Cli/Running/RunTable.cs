using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Finished trainings as a table: of a file, or of a study's completed trials.</summary>
internal static class RunTable
{
    /// <exception cref="UserInputException">There is neither such a file nor such a study.</exception>
    public static async Task<(TableData Table, bool IsStudy)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var isStudy = !File.Exists(name) && !name.Contains('.', StringComparison.Ordinal) && File.Exists(Workspace.Current.Store);
        return isStudy ? (Of(await StudyViewer.ReadAsync(Workspace.Current, name, null, cancellationToken)), true) : (ResultsTable.Read(name), false);
    }

    private static TableData Of(StudyResult study)
    {
        var trials = study.Trials.Where(trial => trial.State == TrialState.Completed && trial.Request.Purpose is TrialPurpose.Search or TrialPurpose.Baseline).ToList();
        var metrics = trials.SelectMany(trial => trial.Metrics.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        if (trials.Count == 0)
        {
            throw new UserInputException($"the study {study.Name} has no completed trial yet; let find run on.");
        }

        return new TableData(study.Name, study.Identity, trials.Count, [.. metrics.Select(Column)], row => $"trial {trials[row].Number}");

        TableColumn Column(string metric) =>
            new(metric, trials.ConvertAll(trial => trial.Value(metric)?.ToString("R", CultureInfo.InvariantCulture) ?? ""));
    }
}
