using System.Globalization;

namespace Sweetspot.Cli;

/// <summary>The current folder as Sweetspot uses it: one store, kept weights, one report.</summary>
internal sealed record Workspace(string Folder)
{
    /// <summary>Name of the folder of the store.</summary>
    public const string StoreFolder = ".sweetspot";

    public static Workspace Current => new(Environment.CurrentDirectory);

    public string Store => Path.Combine(Folder, StoreFolder, "study.db");

    public string Weights => Path.Combine(Folder, StoreFolder, "weights");

    public string Report => Path.Combine(Folder, "sweetspot-report.html");

    /// <summary>Makes the folder of the store.</summary>
    /// <exception cref="Sweetspot.Core.UserInputException">The current folder cannot be written to.</exception>
    public void Check()
    {
        var folder = Path.GetDirectoryName(Store)!;
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Sweetspot.Core.UserInputException(
                [$"{folder}: studies are kept in this folder, and it cannot be written to ({exception.Message.TrimEnd('.')}); run find in a folder that you may write to (data elsewhere is fine: --data takes a path)."], exception);
        }
    }

    /// <summary>Where the finalists of a study leave their weights.</summary>
    public string WeightsOf(long study) => Path.Combine(Weights, string.Create(CultureInfo.InvariantCulture, $"study-{study}"));

    /// <summary>Where trainings that may go on at a higher level are kept while the study runs.</summary>
    public string TrunksOf(long study) => Path.Combine(Folder, StoreFolder, string.Create(CultureInfo.InvariantCulture, $"trunks-{study}"));

    /// <summary>A path as people type it here: relative where it lies below the current folder.</summary>
    public string Shown(string path) => Path.GetRelativePath(Folder, path) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;
}
