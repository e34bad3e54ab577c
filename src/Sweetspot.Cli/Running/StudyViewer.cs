using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Storage;

namespace Sweetspot.Cli;

/// <summary>Opens the workspace's store to look, never to change.</summary>
internal static class StudyViewer
{
    /// <param name="workspace">Where to look.</param>
    /// <param name="study">Name, number or start of the identity; null: the newest.</param>
    /// <param name="choose">How to choose; null: as the study says.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="UserInputException">There is no such study, or none at all.</exception>
    /// <exception cref="StudyStoreException">The store cannot be read.</exception>
    public static async Task<StudyResult> ReadAsync(Workspace workspace, string? study, ChooseSpec? choose, CancellationToken cancellationToken)
    {
        if (!File.Exists(workspace.Store))
        {
            throw new UserInputException("there is no study in this folder yet; make one with: sweetspot find digits");
        }

        await using var store = await SqliteStudyStore.OpenReadOnlyAsync(workspace.Store, TimeProvider.System, cancellationToken);
        var studies = await store.StudiesAsync(cancellationToken);
        var record = study is null ? (studies.Count > 0 ? studies[0] : null) : studies.FirstOrDefault(record => Matches(record, study));
        if (record is null)
        {
            throw new UserInputException(studies.Count == 0
                ? "there is no study in this folder yet; make one with: sweetspot find digits"
                : $"no study \"{study}\" in this folder; there are {string.Join(", ", studies.Select(record => $"{record.Name} ({record.Id})"))}.");
        }

        return await StudyResults.ReadAsync(store, record, choose, await StateAsync(store, record, cancellationToken), cancellationToken);
    }

    /// <summary>Whether the workspace's store has a study of exactly this name.</summary>
    public static async Task<bool> HasAsync(Workspace workspace, string name, CancellationToken cancellationToken)
    {
        await using var store = await SqliteStudyStore.OpenReadOnlyAsync(workspace.Store, TimeProvider.System, cancellationToken);
        return (await store.StudiesAsync(cancellationToken)).Any(record => record.Name == name);
    }

    /// <summary>A coordinator that was killed could not write that it stopped, and one that goes on with the retrainings does not write that it runs.</summary>
    private static async Task<StudyState> StateAsync(SqliteStudyStore store, StudyRecord record, CancellationToken cancellationToken) =>
        record.State is not (StudyState.Running or StudyState.Cancelled) ? record.State
        : await store.IsLockedAsync(record.Id, cancellationToken) ? StudyState.Running
        : StudyState.Cancelled;

    private static bool Matches(StudyRecord record, string study) =>
        record.Name == study || record.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == study
        || (study.Length >= 6 && record.Identity.StartsWith(study, StringComparison.OrdinalIgnoreCase));
}
