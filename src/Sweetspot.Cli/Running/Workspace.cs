using System.Globalization;

namespace Sweetspot.Cli;

/// <summary>The current folder as Sweetspot uses it: one store, kept weights, one report.</summary>
internal sealed record Workspace(string Folder)
{
    public static Workspace Current => new(Environment.CurrentDirectory);

    public string Store => Path.Combine(Folder, ".sweetspot", "study.db");

    public string Weights => Path.Combine(Folder, ".sweetspot", "weights");

    public string Report => Path.Combine(Folder, "sweetspot-report.html");

    /// <summary>Where the finalists of a study leave their weights.</summary>
    public string WeightsOf(long study) => Path.Combine(Weights, string.Create(CultureInfo.InvariantCulture, $"study-{study}"));

    /// <summary>A path as people type it here: relative where it lies below the current folder.</summary>
    public string Shown(string path) => Path.GetRelativePath(Folder, path) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;
}
